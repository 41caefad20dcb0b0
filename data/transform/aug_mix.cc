#include "stride/data/transform/aug_mix.h"

#include <algorithm>
#include <utility>

#include "glog/logging.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/warp.h"

#pragma STDC FP_CONTRACT OFF  // torchvision rounds each product before it adds

namespace stride {
namespace {

constexpr int kBins = 10;

// Of the symmetric Dirichlet distribution: each takes a beta-distributed part of what is left.
std::vector<float> DirichletWeights(int count, double alpha, RandomStream& random) {
  std::vector<float> weights;
  double left = 1;
  for (int others = count - 1; others > 0; --others) {
    const double part = left * random.Beta(alpha, others * alpha);
    weights.push_back(static_cast<float>(part));
    left -= part;
  }
  weights.push_back(static_cast<float>(left));
  return weights;
}

struct AugMixSpec : AugMixOptions {
  static constexpr char kName[] = "aug_mix";
  AugmentationSpace space;

  void Visit(Arguments& arguments) {
    arguments("severity", severity);
    arguments("mixture_width", mixture_width);
    arguments("chain_depth", chain_depth);
    arguments("alpha", alpha);
    arguments("all_ops", all_ops);
    arguments("interpolation", interpolation);
    arguments("fill", fill);
  }

  absl::Status Prepare() {
    space = AugMixSpace(all_ops);
    STRIDE_RETURN_IF_ERROR(CheckBetween("severity", severity, 1, kBins));
    STRIDE_RETURN_IF_ERROR(CheckAtLeast("mixture_width", mixture_width, 1));
    STRIDE_RETURN_IF_ERROR(CheckPositive("alpha", alpha));
    return CheckWarpInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(const Image& image, RandomStream& random) const {
    const std::vector<float> parts = DirichletWeights(2, alpha, random);
    std::vector<float> weights = DirichletWeights(mixture_width, alpha, random);
    for (float& weight : weights) weight *= parts[1];
    weights.insert(weights.begin(), parts[0]);
    std::vector<Image> images = {image};
    for (int i = 0; i < mixture_width; ++i) {
      STRIDE_ASSIGN_OR_RETURN(images.emplace_back(), Chain(image, random));
    }
    return Mix(images, weights);
  }

  absl::StatusOr<Image> Chain(Image image, RandomStream& random) const {
    const int depth = chain_depth > 0 ? chain_depth : static_cast<int>(random.UniformInt(1, 4));
    for (int i = 0; i < depth; ++i) {
      STRIDE_ASSIGN_OR_RETURN(
          image, ApplyRandomOperation(space, {0, severity, kBins}, {interpolation, fill},
                                      std::move(image), random));
    }
    return image;
  }
};
STRIDE_REGISTER_TRANSFORM(AugMixSpec);

}  // namespace

Image Mix(const std::vector<Image>& images, const std::vector<float>& weights) {
  CHECK(!images.empty());
  CHECK_EQ(images.size(), weights.size());
  const Image& first = images.front();
  std::vector<float> sums(first.size_bytes());
  for (size_t i = 0; i < images.size(); ++i) {
    CHECK_EQ(images[i].size_bytes(), first.size_bytes());
    const uint8_t* samples = images[i].data();
    for (size_t j = 0; j < sums.size(); ++j) sums[j] += weights[i] * samples[j];
  }
  Image out(first.height(), first.width(), first.channels());
  std::transform(sums.begin(), sums.end(), out.mutable_data(),
                 [](float sum) { return static_cast<uint8_t>(sum); });
  return out;
}

TransformPtr AugMix(const AugMixOptions& options) { return MakeTransform(AugMixSpec{options, {}}); }

}  // namespace stride
