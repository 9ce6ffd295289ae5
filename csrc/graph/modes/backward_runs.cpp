#include "graph/modes/backward_runs.h"

#include <array>
#include <mutex>
#include <utility>

#include "base/machine/fork.h"

namespace retrograd {
namespace {

struct Started {
  uint32_t run = 0;
  Origin from;
};

constexpr uint32_t kRemembered = 256;

ForkMutex mutex;
uint32_t last_run = 0;

// Never destroyed: an Origin may not be dropped after the host is gone.
auto& started = *new std::array<Started, kRemembered>;

}  // namespace

uint32_t begin_run(Origin from) {
  Started forgotten;  // dropped outside the lock
  const std::lock_guard lock(mutex);
  if (++last_run == 0) ++last_run;
  Started& place = started[last_run % kRemembered];
  forgotten = std::exchange(place, {last_run, std::move(from)});
  return last_run;
}

std::string run_text(const char* before, uint32_t run) {
  Started& place = started[run % kRemembered];
  // Out of its place while it is described, which may wait for the host's own lock.
  Started found;
  {
    const std::lock_guard lock(mutex);
    if (place.run == run) std::swap(found, place);
  }
  std::string text = found.from.text(before);
  const std::lock_guard lock(mutex);
  if (found.run > place.run) std::swap(found, place);
  return text;
}

}  // namespace retrograd
