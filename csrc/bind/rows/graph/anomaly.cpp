// Rows of engine/modes/anomaly.h.

#include "engine/modes/anomaly.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

// Under the GIL. The graph floor knows one mode: on, and looking.
bool enabled = false;
bool looks = true;

void set_enabled(bool on, bool check_nan) {
  enabled = on;
  looks = check_nan;
  set_anomaly_mode(on && check_nan);
}
bool is_enabled() { return enabled; }
bool is_looking() { return looks; }

}  // namespace

void add_anomaly_rows(Rows& rows) {
  rows.row<set_enabled>("set_anomaly_enabled(enabled: bool, check_nan: bool = True) -> None",
                        kFunction,
                        R"(Switch anomaly mode on or off, for the whole process.

    see retrograd.autograd.detect_anomaly

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  TypeError unless both are bools.
Source:  torch.set_anomaly_enabled.

>>> rg.set_anomaly_enabled(False)
)");
  rows.row<is_enabled>("is_anomaly_enabled() -> bool", kFunction,
                       R"(Whether anomaly mode is on.

    see retrograd.autograd.detect_anomaly

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  nothing.
Source:  torch.is_anomaly_enabled.

>>> rg.is_anomaly_enabled()
False
)");
  rows.row<is_looking>("is_anomaly_check_nan_enabled() -> bool", kFunction,
                       R"(Whether anomaly mode looks for nan and inf where it is on.

    see retrograd.autograd.detect_anomaly

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  nothing.
Source:  torch.is_anomaly_check_nan_enabled.

>>> rg.is_anomaly_check_nan_enabled()
True
)");
}

}  // namespace retrograd::bind
