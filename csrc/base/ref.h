// ref.h: intrusive reference counting for everything that the core shares.
//
// Thread safety: counting is atomic; what is counted looks after itself.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace retrograd {

// Base of a counted object. It starts with one owner: the Ref that `make_ref` returns.
class Counted {
 public:
  Counted() = default;
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  virtual ~Counted() = default;

  void retain() const noexcept { count_.fetch_add(1, std::memory_order_relaxed); }

  void release() const noexcept {
    // A sole owner cannot race with anyone, so the last release needs no locked instruction.
    if (count_.load(std::memory_order_acquire) == 1 ||
        count_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      const_cast<Counted*>(this)->last_release();
  }

  // Adds an owner unless the last one is already gone: the upgrade of a weak pointer.
  bool retain_if_alive() const noexcept {
    uint32_t n = count_.load(std::memory_order_relaxed);
    while (n != 0)
      if (count_.compare_exchange_weak(n, n + 1, std::memory_order_acq_rel)) return true;
    return false;
  }

  int64_t use_count() const noexcept { return count_.load(std::memory_order_acquire); }

 protected:
  // What happens when no owner is left. Graph nodes queue themselves here instead of recursing.
  virtual void last_release() noexcept { delete this; }

  // For last_release of classes with weak pointers, before anything else: the sole owner above kept
  // its count, so an upgrade may have come in between. False if it did: the object lives on.
  bool drop_last() noexcept {
    return count_.load(std::memory_order_acquire) == 0 ||
           count_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }

 private:
  // Half a word, so that the first small member of a class goes into the other half.
  mutable std::atomic<uint32_t> count_{1};
};

template <class T>
class Ref {
 public:
  using MovesByBytes = void;
  Ref() = default;
  Ref(std::nullptr_t) {}
  Ref(const Ref& other) noexcept : ptr_(other.ptr_) {
    if (ptr_) ptr_->retain();
  }
  Ref(Ref&& other) noexcept : ptr_(std::exchange(other.ptr_, nullptr)) {}
  template <class U>
  requires std::is_convertible_v<U*, T*> Ref(const Ref<U>& other)
  noexcept : ptr_(other.get()) {
    if (ptr_) ptr_->retain();
  }
  template <class U>
  requires std::is_convertible_v<U*, T*> Ref(Ref<U>&& other)
  noexcept : ptr_(other.detach()) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(ptr_, other.ptr_);
    return *this;
  }
  ~Ref() {
    if (ptr_) ptr_->release();
  }

  // Takes over a count that the caller owns.
  static Ref adopt(T* ptr) noexcept {
    Ref ref;
    ref.ptr_ = ptr;
    return ref;
  }
  // Adds an owner to what somebody else keeps alive.
  static Ref share(T* ptr) noexcept {
    if (ptr) ptr->retain();
    return adopt(ptr);
  }
  // Gives the count away.
  T* detach() noexcept { return std::exchange(ptr_, nullptr); }

  T* get() const noexcept { return ptr_; }
  T* operator->() const noexcept { return ptr_; }
  T& operator*() const noexcept { return *ptr_; }
  explicit operator bool() const noexcept { return ptr_ != nullptr; }
  friend bool operator==(const Ref& a, const Ref& b) noexcept { return a.ptr_ == b.ptr_; }

 private:
  T* ptr_ = nullptr;
};

template <class T, class... Args>
Ref<T> make_ref(Args&&... args) {
  return Ref<T>::adopt(new T(std::forward<Args>(args)...));
}

}  // namespace retrograd
