// Rows of the process: threads, instruction sets, memory, printing, default type, counters.

#include <vector>

#include "base/check.h"
#include "base/machine/cpu.h"
#include "base/machine/denormals.h"
#include "base/machine/parallel.h"
#include "bind/call/row.h"
#include "core/allocator.h"
#include "core/numbers/element.h"
#include "core/numbers/print.h"
#include "kernels/dispatch.h"

namespace retrograd::bind {
namespace {

int64_t get_num_threads() { return num_threads(); }
void set_threads(int64_t n) {
  RG_CHECK(n >= 1 && n <= 1 << 16, ValueError, "set_num_threads: expected 1 to 65536, got ", n);
  set_num_threads(static_cast<int>(n));
}

bool set_denormals(bool flush) { return flush_denormals(flush); }

std::string compiler() {
#if defined(__clang__)
  return concat("Clang ", __clang_major__, ".", __clang_minor__);
#elif defined(__GNUC__)
  return concat("GCC ", __GNUC__, ".", __GNUC_MINOR__);
#else
  return "another than GCC and Clang";
#endif
}
std::string isa() { return isa_name(kernels::active_isa()); }
void set_isa(const std::string& name) { kernels::set_isa(isa_from_name(name)); }
std::vector<std::string> levels() {
  std::vector<std::string> names;
  for (Isa level : {Isa::v2, Isa::v3, Isa::v4, Isa::neon})
    if (kernels::has_isa(level)) names.push_back(isa_name(level));
  return names;
}
Object isa_levels() {
  Object list = Object::take(PyList_New(0));
  for (const std::string& name : levels())
    check(PyList_Append(list.get(), Object::take(to_python(name)).get()));
  return list;
}

void warn_of_environment() {
  const auto warn = [](const std::string& text) {
    check(PyErr_WarnEx(PyExc_UserWarning, text.c_str(), 2));
  };
  if (const char* isa = kernels::ignored_isa_setting()) {
    std::string there;
    for (const std::string& level : levels()) there += " " + level;
    warn(concat("RETROGRAD_ISA='", isa, "' is ignored: this machine and build have", there));
  }
  if (const std::string threads = ignored_thread_settings(); !threads.empty()) warn(threads);
}

// The bits of the significand of a floating type.
int64_t significand_bits(DType t) { return is_floating(t) ? digits(t) : 0; }

int64_t live_bytes() { return allocator::live(allocator::Live::kBytes); }
int64_t live_tensors() { return allocator::live(allocator::Live::kTensors); }
int64_t live_nodes() { return allocator::live(allocator::Live::kNodes); }
int64_t cached_bytes() { return allocator::cached_bytes(); }
int64_t cache_limit() { return allocator::cache_limit(); }

// A threshold of inf, which is torch's for printing everything, is INT64_MAX here.
void set_options(std::optional<int64_t> precision, std::optional<double> threshold,
                 std::optional<int64_t> edgeitems, std::optional<int64_t> linewidth,
                 const std::optional<std::string>& profile, std::optional<bool> sci_mode) {
  PrintOptions options = print_options();
  if (profile) {
    RG_CHECK(*profile == "default" || *profile == "short" || *profile == "full", ValueError,
             "set_printoptions: profile is 'default', 'short' or 'full'; got '", *profile, "'");
    options = PrintOptions();
    if (*profile == "short") options.precision = 2, options.edgeitems = 2;
    if (*profile == "full") options.threshold = INT64_MAX;
  }
  if (precision) options.precision = static_cast<int>(*precision);
  if (threshold)
    options.threshold = *threshold < 0x1p63 ? static_cast<int64_t>(*threshold) : INT64_MAX;
  if (edgeitems) options.edgeitems = *edgeitems;
  if (linewidth) options.linewidth = *linewidth;
  if (sci_mode || !profile) options.sci_mode = sci_mode;
  set_print_options(options);
}

Object get_options() {
  const PrintOptions options = print_options();
  const bool all = options.threshold == INT64_MAX;
  Object threshold =
      Object::take(all ? PyFloat_FromDouble(Py_HUGE_VAL) : PyLong_FromLongLong(options.threshold));
  Object mode =
      Object::take(options.sci_mode ? PyBool_FromLong(*options.sci_mode) : Py_NewRef(Py_None));
  return Object::take(Py_BuildValue("iOLLO", options.precision, threshold.get(),
                                    static_cast<long long>(options.edgeitems),
                                    static_cast<long long>(options.linewidth), mode.get()));
}

}  // namespace

void add_system_rows(Rows& rows) {
  rows.row<get_num_threads>("get_num_threads() -> int", kFunction,
                            R"(How many threads large operations may use, the caller included.

    RETROGRAD_NUM_THREADS, else OMP_NUM_THREADS, else the processors of this process

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  nothing.
Source:  torch.get_num_threads.

>>> rg.get_num_threads() >= 1
True
)");
  rows.row<set_threads>(
      "set_num_threads(num: int) -> None", kFunction,
      R"(Sets how many threads large operations may use. Results do not depend on it.

    1 <= num

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  ValueError below 1; TypeError for anything but an int.
Source:  torch.set_num_threads.

>>> rg.set_num_threads(rg.get_num_threads())
)");
  rows.row<default_dtype>("get_default_dtype() -> dtype", kFunction,
                          R"(The type of floating results that nothing else decides.

    float32 at first

Shape:   none.
Dtype:   floating.
Grad:    none.
Raises:  nothing.
Source:  torch.get_default_dtype.

>>> rg.get_default_dtype()
torch.float32
)");
  rows.row<set_default_dtype>("set_default_dtype(d: dtype) -> None", kFunction,
                              R"(Sets the type of floating results that nothing else decides.

    see get_default_dtype

Shape:   none.
Dtype:   floating.
Grad:    none.
Raises:  TypeError for other types.
Source:  torch.set_default_dtype.

>>> rg.set_default_dtype(rg.float32)
)");
  rows.row<set_options>(
      "set_printoptions(precision: int | None = None, threshold: float | None = None, "
      "edgeitems: int | None = None, linewidth: int | None = None, profile: str | None = None, "
      "sci_mode: bool | None = None) -> None",
      kFunction, R"(Sets how tensors are printed; what is not given stays, save sci_mode.

    profile: 'default', 'short' or 'full'

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  ValueError for an unknown profile or a negative number.
Source:  torch.set_printoptions.

>>> rg.set_printoptions(precision=2)
>>> rg.tensor([3.14159])
tensor([3.14])
>>> rg.set_printoptions(profile="default")
)");
  rows.row<get_options>("_printoptions() -> tuple[Any, ...]", kInternal,
                        "See retrograd._tensor_str.get_printoptions.");
  rows.row<compiler>("compiler() -> str", kInternal, "What this module was compiled with.");
  rows.row<set_denormals>("_flush_denormal(mode: bool) -> bool", kInternal,
                          "See retrograd.set_flush_denormal.");
  rows.row<isa>("isa() -> str", kInternal, "The instruction set in use.");
  rows.row<set_isa>("set_isa(name: str) -> None", kInternal,
                    "Switches the instruction set, for tests.");
  rows.row<isa_levels>("isa_levels() -> list[str]", kInternal,
                       "The instruction sets that can be used here.");
  rows.row<significand_bits>("_digits(dtype: dtype) -> int", kInternal,
                             "The bits of the significand of a floating type; 0 for others.");
  rows.row<warn_of_environment>("_warn_of_environment() -> None", kInternal,
                                "Warns of settings in the environment that are ignored.");
  rows.row<live_tensors>("live_tensors() -> int", kInternal, "Tensors alive in the process.");
  rows.row<live_nodes>("live_nodes() -> int", kInternal, "Graph nodes alive in the process.");
  rows.row<live_bytes>("live_bytes() -> int", kInternal, "See retrograd.memory.live_bytes.");
  rows.row<cached_bytes>("cached_bytes() -> int", kInternal, "See retrograd.memory.cached_bytes.");
  rows.row<cache_limit>("cache_limit() -> int", kInternal, "See retrograd.memory.cache_limit.");
  rows.row<&allocator::set_cache_limit>("set_cache_limit(bytes: int) -> None", kInternal,
                                        "See retrograd.memory.set_cache_limit.");
  rows.row<&allocator::trim>("trim() -> None", kInternal, "See retrograd.memory.trim.");
}

}  // namespace retrograd::bind
