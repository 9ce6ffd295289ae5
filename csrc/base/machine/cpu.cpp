#include "base/machine/cpu.h"

#include <sched.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <limits>
#include <sstream>

#include "base/check.h"

namespace retrograd {
namespace {

#if defined(__x86_64__)
// Parts of v3 that __builtin_cpu_supports does not know by name in every compiler. They are checked
// because LZCNT runs as BSR, with other results, where it is missing.
bool has_v3_extras() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return false;
  constexpr unsigned kMovbe = 1u << 22, kF16c = 1u << 29;
  if ((c & (kMovbe | kF16c)) != (kMovbe | kF16c)) return false;
  constexpr unsigned kLzcnt = 1u << 5;
  return __get_cpuid(0x80000001, &a, &b, &c, &d) && (c & kLzcnt);
}
#endif

// Processors in the affinity mask; 0 if the kernel does not tell.
int affinity_count() {
  // The call fails with EINVAL while the mask is smaller than the kernel's.
  for (int bits = 1024; bits <= 1 << 20; bits *= 2) {
    cpu_set_t* set = CPU_ALLOC(static_cast<size_t>(bits));
    if (!set) return 0;
    const size_t bytes = CPU_ALLOC_SIZE(static_cast<size_t>(bits));
    CPU_ZERO_S(bytes, set);
    const bool known = sched_getaffinity(0, bytes, set) == 0;
    const int count = known ? CPU_COUNT_S(bytes, set) : 0;
    CPU_FREE(set);
    if (known) return count;
  }
  return 0;
}

constexpr double kNoQuota = std::numeric_limits<double>::infinity();

// cgroup v2: "max 100000" or "150000 100000".
double quota_v2(const std::string& dir) {
  std::ifstream file(dir + "/cpu.max");
  double quota = 0, period = 0;
  return file >> quota >> period && quota > 0 && period > 0 ? quota / period : kNoQuota;
}

// cgroup v1: the quota is -1 where there is none.
double quota_v1(const std::string& dir) {
  std::ifstream quota_file(dir + "/cpu.cfs_quota_us"), period_file(dir + "/cpu.cfs_period_us");
  double quota = 0, period = 0;
  return quota_file >> quota && period_file >> period && quota > 0 && period > 0 ? quota / period
                                                                                 : kNoQuota;
}

// The least quota on the way from `path` up to the mount. Inside a container `path` may name
// directories of the host that are not visible; the mount itself then carries the quota.
double least_quota(const std::string& mount, std::string path,
                   double (*quota)(const std::string&)) {
  double least = quota(mount);
  while (path.size() > 1) {
    least = std::min(least, quota(mount + path));
    path.resize(path.rfind('/'));
  }
  return least;
}

bool names_cpu(const std::string& controllers) {
  std::istringstream list(controllers);
  for (std::string name; std::getline(list, name, ',');)
    if (name == "cpu") return true;
  return false;
}

}  // namespace

Isa best_isa() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                  __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                  has_v3_extras();
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
  return v4 ? Isa::v4 : v3 ? Isa::v3 : Isa::v2;
#else
  return Isa::neon;
#endif
}

const char* isa_name(Isa isa) {
  switch (isa) {
    case Isa::v2:
      return "v2";
    case Isa::v3:
      return "v3";
    case Isa::v4:
      return "v4";
    case Isa::neon:
      break;
  }
  return "neon";
}

Isa isa_from_name(const std::string& name) {
  for (Isa isa : {Isa::v2, Isa::v3, Isa::v4, Isa::neon})
    if (name == isa_name(isa)) return isa;
  fail<ValueError>("instruction set '", name, "' is unknown; expected v2, v3, v4 or neon");
}

int cgroup_quota(const std::string& root) {
  // Lines are id:controllers:path; v2 has the one line 0::path.
  std::ifstream file(root + "/proc/self/cgroup");
  double least = kNoQuota;
  for (std::string line; std::getline(file, line);) {
    const size_t first = line.find(':');
    const size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const std::string path = line.substr(second + 1);
    if (!path.empty() && path[0] != '/') continue;
    if (controllers.empty())
      least = std::min(least, least_quota(root + "/sys/fs/cgroup", path, quota_v2));
    else if (names_cpu(controllers))
      least = std::min(least, least_quota(root + "/sys/fs/cgroup/cpu", path, quota_v1));
  }
  return least == kNoQuota ? 0 : static_cast<int>(std::clamp(std::ceil(least), 1.0, 1e6));
}

int usable_processors() {
  const int quota = cgroup_quota();
  const int processors = std::max(1, affinity_count());
  return quota ? std::min(quota, processors) : processors;
}

}  // namespace retrograd
