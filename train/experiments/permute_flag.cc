#include "stride/train/experiments/permute_flag.h"

#include "absl/flags/flag.h"
#include "stride/train/experiments/mnist.h"

ABSL_FLAG(bool, permute_pixels, false,
          "put the pixels of all images in one and the same random order");

namespace stride {

Experiment WithPermuteFlag(Experiment experiment) {
  experiment.recipe.finish = [](Recipe& recipe) {
    if (absl::GetFlag(FLAGS_permute_pixels)) PermutePixelsOf(recipe);
    return absl::OkStatus();
  };
  return experiment;
}

}  // namespace stride
