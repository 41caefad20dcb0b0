// The policies of Cubuk et al., "AutoAugment: Learning Augmentation Strategies from Data" (2018),
// appendix A, as torchvision.transforms has them.
#ifndef STRIDE_DATA_TRANSFORM_AUTO_AUGMENT_POLICIES_H_
#define STRIDE_DATA_TRANSFORM_AUTO_AUGMENT_POLICIES_H_

#include <array>

#include "stride/data/transform/arguments.h"
#include "stride/data/transform/augment_operation.h"

namespace stride {

enum class AutoAugmentPolicy { kImagenet, kCifar10, kSvhn };  // that a policy was learned on

EnumNames<AutoAugmentPolicy> NamesOf(AutoAugmentPolicy);

struct PolicyStep {
  AugmentOperation operation;
  double p;  // its probability
  int bin;   // of the magnitude, of 10; 0 for operations that have none
};

using SubPolicy = std::array<PolicyStep, 2>;  // one after the other

// Of which one is chosen for each image.
const std::array<SubPolicy, 25>& SubPolicies(AutoAugmentPolicy policy);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_AUTO_AUGMENT_POLICIES_H_
