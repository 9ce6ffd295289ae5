// rules.h: the optimizers that step all parameters in one call: their settings, state and numbers.
#pragma once

#include "kernels/optim/optim.h"

namespace retrograd::ops {

// What an optimizer keeps for a parameter, under torch's name: always, or where a setting is not 0.
// It begins as a number, or as a setting.
struct StateEntry {
  const char* name;
  int when = -1;
  double first = 0;
  int first_setting = -1;

  bool kept(const double* settings) const { return when < 0 || settings[when] != 0; }
  double begin(const double* settings) const {
    return first_setting < 0 ? first : settings[first_setting];
  }
};

inline constexpr int kMaxSettings = 9, kMaxScalars = 3;
inline constexpr int kMaxStates = kernels::kUpdateOperands - 2;

// The numbers among a parameter's state: as they are before a step, then as they are after it.
struct StepNumbers {
  double scalar[kMaxScalars];
  bool fresh;   // the state was made for this step
  bool single;  // the scalars are float32
  bool operator==(const StepNumbers&) const = default;
};

struct UpdateRule {
  const char* name;
  kernels::PerType<kernels::UpdateLoop> kernels::Optim::*loop;
  // Of a group, as torch calls them; one that is a pair counts twice. Null behind the last one, as
  // is the name behind the last entries.
  const char* settings[kMaxSettings];
  int count;                        // of settings
  StateEntry scalars[kMaxScalars];  // 0-d tensors
  StateEntry states[kMaxStates];    // tensors like the parameter, in the order of the kernel
  // Moves the scalars on, and gives the kernel's numbers.
  void (*prepare)(const double* settings, StepNumbers& at, double* numbers);
};

// Throws ValueError where there is none of that name.
const UpdateRule& update_rule(const char* name);

}  // namespace retrograd::ops
