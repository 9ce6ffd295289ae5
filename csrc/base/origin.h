// origin.h: where in the host's program something was done, for the messages of errors.
//
// Two words that only the host can read; see Host::locate. Without a host they are empty.
// Thread safety: as an integer.
#pragma once

#include <string>
#include <utility>

#include "base/host.h"

namespace retrograd {

class Origin {
 public:
  Origin() = default;
  Origin(Origin&& other) noexcept
      : unit_(std::exchange(other.unit_, nullptr)), offset_(other.offset_) {}
  Origin& operator=(Origin&& other) noexcept {
    std::swap(unit_, other.unit_);
    std::swap(offset_, other.offset_);
    return *this;
  }
  ~Origin() {
    if (unit_) host.drop_place({unit_, offset_});
  }

  // Empty where the host does not say.
  static Origin here() {
    const auto locate = host.locate.load(std::memory_order_relaxed);
    return locate ? Origin(locate()) : Origin();
  }

  explicit operator bool() const { return unit_ != nullptr; }

  // `before` and "file:line"; "" of an empty one.
  std::string text(const char* before = "") const {
    return unit_ ? before + host.describe_place({unit_, offset_}) : std::string();
  }

 private:
  explicit Origin(const HostPlace& place) : unit_(place.unit), offset_(place.offset) {}

  void* unit_ = nullptr;
  int32_t offset_ = 0;
};

}  // namespace retrograd
