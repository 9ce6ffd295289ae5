#include "core/numbers/print.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>

#include "base/check.h"
#include "base/host.h"
#include "base/machine/fork.h"
#include "core/numbers/dtype.h"
#include "core/numbers/element.h"

namespace retrograd {
namespace {

ForkMutex options_lock;
PrintOptions options;

template <class T>
T load(const char* data, int64_t index) {
  T value;
  std::memcpy(&value, data + index * static_cast<int64_t>(sizeof(T)), sizeof value);
  return value;
}

// Independent of the locale. A nan has no sign.
std::string digits(double x, std::chars_format form, int precision) {
  if (std::isnan(x)) return "nan";
  std::string text(static_cast<size_t>(precision) + 330, '\0');  // 1e308 has 309 digits
  const auto end = std::to_chars(text.data(), text.data() + text.size(), x, form, precision).ptr;
  text.resize(static_cast<size_t>(end - text.data()));
  return text;
}

// One number as text, in a form that fits all numbers shown beside it:
//   whole        1.           if all are whole
//   fixed        1.5000
//   scientific   1.5000e+00   if max / min > 1000, max > 1e8 or min < 1e-4 among the magnitudes
// Zeros and what is not finite have no say in that, nor in the width.
class RealForm {
 public:
  explicit RealForm(const PrintOptions& opts) : opts_(opts) {}

  void see(double x) {
    if (!counts(x)) return;
    min_ = std::min(min_, std::fabs(x));
    max_ = std::max(max_, std::fabs(x));
    if (x != std::ceil(x)) whole_ = false;
  }

  // After all were seen.
  void choose() {
    const bool wide = max_ / min_ > 1000 || max_ > 1e8 || min_ < 1e-4;
    scientific_ = max_ > 0 && opts_.sci_mode.value_or(wide);
  }

  std::string operator()(double x) const {
    if (scientific_) return digits(x, std::chars_format::scientific, opts_.precision);
    if (!whole_) return digits(x, std::chars_format::fixed, opts_.precision);
    return digits(x, std::chars_format::fixed, 0) + (std::isfinite(x) ? "." : "");
  }

  bool counts(double x) const { return std::isfinite(x) && x != 0; }

 private:
  const PrintOptions& opts_;
  double min_ = std::numeric_limits<double>::infinity(), max_ = 0;
  bool whole_ = true, scientific_ = false;
};

class Printer {
 public:
  Printer(const char* data, DType dtype, const int64_t* shape, const int64_t* strides, int64_t ndim,
          bool summarise, const PrintOptions& opts)
      : data_(data),
        dtype_(dtype),
        shape_(shape),
        strides_(strides),
        ndim_(ndim),
        summarise_(summarise),
        opts_(opts),
        real_(opts) {
    if (is_floating(dtype)) {
      visit(0, 0, [&](int64_t index) { real_.see(real(index)); });
      real_.choose();
    }
    visit(0, 0, [&](int64_t index) {
      if (is_floating(dtype_) && !real_.counts(real(index))) return;
      width_ = std::max(width_, text(index).size());
    });
  }

  std::string print(int64_t indent) {
    if (ndim_ == 0) return padded(0);
    write(0, 0, indent);
    return std::move(out_);
  }

 private:
  // REQUIRES: a floating type.
  double real(int64_t index) const {
    return dispatch(dtype_, [&](auto* p) -> double {
      using T = std::remove_pointer_t<decltype(p)>;
      if constexpr (kIsReal<T>) return static_cast<double>(number_of(load<T>(data_, index)));
      return 0;
    });
  }

  std::string text(int64_t index) const {
    return dispatch(dtype_, [&](auto* p) -> std::string {
      using T = std::remove_pointer_t<decltype(p)>;
      if constexpr (std::is_same_v<T, bool>)
        return load<uint8_t>(data_, index) ? "True" : "False";
      else if constexpr (kIsReal<T>)
        return real_(real(index));
      else
        return std::to_string(load<T>(data_, index));
    });
  }

  std::string padded(int64_t index) const {
    const std::string number = text(index);
    return std::string(width_ - std::min(width_, number.size()), ' ').append(number);
  }

  bool is_cut(int64_t dim) const { return summarise_ && shape_[dim] > 2 * opts_.edgeitems; }

  // Calls show(i) for the shown positions of a dimension, and gap() where some are left out. Every
  // pass over the elements comes through here, so this is where a long one can be interrupted.
  template <class Show, class Gap>
  void along(int64_t dim, Show show, Gap gap) {
    auto show_range = [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        if (++steps_ % 4096 == 0) check_interrupt();
        show(i);
      }
    };
    const int64_t n = shape_[dim], edge = is_cut(dim) ? opts_.edgeitems : n;
    show_range(0, edge);
    if (!is_cut(dim)) return;
    gap();
    show_range(n - edge, n);
  }

  // Calls f with the place of every shown element.
  template <class F>
  void visit(int64_t dim, int64_t index, F f) {
    if (dim == ndim_) return f(index);
    along(
        dim, [&](int64_t i) { visit(dim + 1, index + i * strides_[dim], f); }, [] {});
  }

  void write(int64_t dim, int64_t index, int64_t indent) {
    if (dim + 1 == ndim_) return write_row(index, indent);
    std::string separator = ",";
    separator.append(static_cast<size_t>(ndim_ - dim - 1), '\n');
    separator.append(static_cast<size_t>(indent + 1), ' ');
    const char* before = "[";
    auto separate = [&] {
      out_ += before;
      before = separator.c_str();
    };
    along(
        dim,
        [&](int64_t i) {
          separate();
          write(dim + 1, index + i * strides_[dim], indent + 1);
        },
        [&] {
          separate();
          out_ += "...";
        });
    out_ += "]";
  }

  // The last dimension: as many numbers to a line as fit, at least one.
  void write_row(int64_t index, int64_t indent) {
    const int64_t per_line =
        std::max<int64_t>(1, (opts_.linewidth - indent) / static_cast<int64_t>(width_ + 2));
    int64_t count = 0;
    auto separate = [&] {
      if (count == 0) {
        out_ += "[";
      } else if (count % per_line == 0) {
        out_.append(",\n").append(static_cast<size_t>(indent + 1), ' ');
      } else {
        out_ += ", ";
      }
      ++count;
    };
    const int64_t dim = ndim_ - 1;
    along(
        dim,
        [&](int64_t i) {
          separate();
          out_ += padded(index + i * strides_[dim]);
        },
        [&] {
          separate();
          out_ += opts_.edgeitems ? " ..." : "...";
        });
    out_ += "]";
  }

  const char* data_;
  DType dtype_;
  const int64_t *shape_, *strides_;
  int64_t ndim_;
  bool summarise_;
  const PrintOptions& opts_;
  RealForm real_;
  size_t width_ = 1;
  uint64_t steps_ = 0;
  std::string out_;
};

// Saturates: an expanded tensor may have more elements than an int64_t counts.
int64_t count_elements(const int64_t* shape, int64_t ndim) {
  int64_t n = 1;
  for (int64_t i = 0; i < ndim; ++i) {
    if (shape[i] == 0) return 0;
    if (__builtin_mul_overflow(n, shape[i], &n)) n = std::numeric_limits<int64_t>::max();
  }
  return n;
}

std::string tuple(const int64_t* shape, int64_t ndim) {
  std::string text = "(";
  for (int64_t i = 0; i < ndim; ++i) text.append(i ? ", " : "").append(std::to_string(shape[i]));
  return text.append(ndim == 1 ? ",)" : ")");
}

}  // namespace

PrintOptions print_options() {
  const std::lock_guard hold(options_lock);
  return options;
}

void set_print_options(const PrintOptions& wanted) {
  RG_CHECK(wanted.precision >= 0, ValueError, "set_printoptions: precision must not be negative, ",
           "got ", wanted.precision);
  RG_CHECK(wanted.edgeitems >= 0, ValueError, "set_printoptions: edgeitems must not be negative, ",
           "got ", wanted.edgeitems);
  const std::lock_guard hold(options_lock);
  options = wanted;
}

std::string format(const char* data, DType dtype, const int64_t* shape, const int64_t* strides,
                   int64_t ndim, const std::vector<std::string>& suffixes, const char* prefix) {
  const PrintOptions opts = print_options();
  const int64_t n = count_elements(shape, ndim), indent = static_cast<int64_t>(std::strlen(prefix));
  const bool summarise = n > opts.threshold;

  std::string out = prefix;
  out += n == 0 ? "[]" : Printer(data, dtype, shape, strides, ndim, summarise, opts).print(indent);

  std::vector<std::string> all;
  if (n == 0 ? ndim != 1 : opts.edgeitems == 0) all.push_back(concat("size=", tuple(shape, ndim)));
  // True and 1 tell their type, and 1. the default one; where there are no numbers, nothing does.
  const bool told =
      dtype == default_dtype() || (n > 0 && (dtype == DType::kInt64 || dtype == DType::kBool));
  if (!told) all.push_back(concat("dtype=torch.", info(dtype).name));
  all.insert(all.end(), suffixes.begin(), suffixes.end());

  // The last line counts two columns more than it has while nothing was appended to it: torch's
  // own line breaks come from that.
  const size_t newline = out.rfind('\n');
  size_t column = newline == std::string::npos ? out.size() + 2 : out.size() - newline + 1;
  for (const std::string& suffix : all) {
    if (static_cast<int64_t>(column + suffix.size() + 2) > opts.linewidth) {
      out.append(",\n").append(static_cast<size_t>(indent), ' ').append(suffix);
      column = static_cast<size_t>(indent) + suffix.size();
    } else {
      out.append(", ").append(suffix);
      column += suffix.size() + 2;
    }
  }
  return out + ")";
}

}  // namespace retrograd
