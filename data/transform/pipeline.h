// A recipe's whole way from an image to floats, and its text form:
//
//   random_crop(32, padding=4) | random_horizontal_flip | normalize(cifar10)
//
// It ends in `normalize(NAME)`, with one of mnist, fashion_mnist, cifar10, cifar100, svhn and
// imagenet, in `normalize((0.5, 0.5, 0.5), (0.25, 0.25, 0.2))` or in `to_tensor`.
#ifndef STRIDE_DATA_TRANSFORM_PIPELINE_H_
#define STRIDE_DATA_TRANSFORM_PIPELINE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/data/transform/normalize.h"
#include "stride/data/transform/transform.h"

namespace stride {

struct Pipeline {
  TransformPtr transform;  // null: none
  Normalize normalize;
};

// InvalidArgument: what is wrong at which column. It knows the transforms that are linked in
// (registry.h).
absl::StatusOr<Pipeline> ParsePipeline(absl::string_view text);

std::string ToString(const Pipeline& pipeline);  // what ParsePipeline reads back

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_PIPELINE_H_
