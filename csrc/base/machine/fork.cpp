#include "base/machine/fork.h"

#include <pthread.h>

namespace retrograd {

class ForkTable {
 public:
  static void add(ForkMutex* m) {
    const std::lock_guard lock(mutex_);
    // By the first lock, and not by a global of this file, which may come later than locks do.
    if (!watches_) watches_ = pthread_atfork(take_all, give_all_back, begin_child) == 0;
    m->next_ = first_;  // others stay untouched: they may be globals of other files
    first_ = m;
  }

  static void remove(ForkMutex* m) {
    const std::lock_guard lock(mutex_);
    link_new_ones();
    *m->link_ = m->next_;
    if (m->next_) m->next_->link_ = m->link_;
  }

 private:
  // Those that were added since the last removal stand before the others.
  static void link_new_ones() {
    for (ForkMutex** link = &first_; *link; link = &(*link)->next_) {
      const bool was_linked = (*link)->link_ != nullptr;
      (*link)->link_ = link;
      if (was_linked) return;
    }
  }

  // Only one lock is waited for, while no other is held; then all others must be open.
  static void take_all() {
    mutex_.lock();
    for (ForkMutex* awaited = first_; awaited;) {
      awaited->lock();
      ForkMutex* shut = first_;
      while (shut && (shut == awaited || shut->mutex_.try_lock())) shut = shut->next_;
      if (!shut) return;
      for (ForkMutex* m = first_; m != shut; m = m->next_)
        if (m != awaited) m->unlock();
      awaited->unlock();
      awaited = shut;
    }
  }

  static void give_all_back() {
    for (ForkMutex* m = first_; m; m = m->next_) m->unlock();
    mutex_.unlock();
  }

  static void begin_child() {
    const uint32_t next = fork_generation() + 1;
    detail::fork_generation.store(next ? next : 1, std::memory_order_relaxed);
    give_all_back();
  }

  // Not a ForkMutex itself: that would have to be in the table.
  static inline constinit std::mutex mutex_;
  static inline constinit ForkMutex* first_ = nullptr;
  static inline constinit bool watches_ = false;
};

ForkMutex::ForkMutex() { ForkTable::add(this); }
ForkMutex::~ForkMutex() { ForkTable::remove(this); }

}  // namespace retrograd
