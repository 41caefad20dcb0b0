#include "stride/models/regnet/regnet.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/conv_norm_act.h"
#include "stride/models/layers/divisible.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/layers/squeeze_excitation.h"
#include "stride/models/registry/registry.h"
#include "stride/models/regnet/regnet_module.h"

namespace stride {
namespace {

constexpr int64_t kStemWidth = 32;

// One block's place in the network.
struct Place {
  int64_t in = 0;
  int64_t out = 0;
  int64_t stride = 1;
  int64_t group_width = 1;
  bool squeeze = false;
};

Chain MakeBranch(const Place& place) {
  const int64_t out = place.out;
  Chain branch;
  branch->push_back("a", MakeConvNormAct({place.in, out, 1}));
  branch->push_back("b", MakeConvNormAct({out, out, 3, place.stride, out / place.group_width}));
  if (place.squeeze) {
    const auto squeezed = static_cast<int64_t>(std::nearbyint(static_cast<double>(place.in) / 4));
    branch->push_back("se", SqueezeExcitation(out, squeezed));
  }
  branch->push_back("c", MakeConvNormAct({out, out, 1, 1, 1, Activation::kIdentity}));
  return branch;
}

// The input, projected where sizes differ, plus the branch; then ReLU.
class BlockImpl : public torch::nn::Module {
 public:
  explicit BlockImpl(const Place& place) : branch_(register_module("f", MakeBranch(place))) {
    if (place.stride == 1 && place.in == place.out) return;
    projection_ = register_module(
        "proj", MakeConvNormAct({place.in, place.out, 1, place.stride, 1, Activation::kIdentity}));
  }

  at::Tensor forward(const at::Tensor& input) {
    const at::Tensor output = branch_->forward(input);
    const at::Tensor shortcut = projection_.is_empty() ? input : projection_->forward(input);
    return ActivateInPlace(Activation::kReLU, output.add_(shortcut));
  }

 private:
  Chain branch_;
  Chain projection_ = nullptr;
};
TORCH_MODULE(Block);

Chain MakeTrunk(const RegnetOptions& options, const std::vector<RegnetStage>& stages) {
  Chain trunk;
  int64_t channels = kStemWidth;
  for (size_t i = 0; i < stages.size(); ++i) {
    Place place{channels, stages[i].width, 2, stages[i].group_width, options.squeeze};
    Chain stage;
    for (int64_t j = 0; j < stages[i].blocks; ++j) {
      stage->push_back(absl::StrCat("block", i + 1, "-", j), Block(place));
      place.in = place.out;
      place.stride = 1;
    }
    trunk->push_back(absl::StrCat("block", i + 1), stage);
    channels = place.out;
  }
  return trunk;
}

// Equations 2 to 4.
int64_t BlockWidth(const RegnetOptions& options, int64_t block) {
  const auto initial = static_cast<double>(options.initial_width);
  const double line = initial + options.slope * static_cast<double>(block);
  const double exponent = std::nearbyint(std::log(line / initial) / std::log(options.step));
  const double width = initial * std::pow(options.step, exponent);
  return 8 * static_cast<int64_t>(std::nearbyint(width / 8));
}

void RegisterVariant(const std::string& name, int64_t depth, int64_t initial_width, double slope,
                     double step, int64_t group_width) {
  RegnetOptions options;
  options.depth = depth;
  options.initial_width = initial_width;
  options.slope = slope;
  options.step = step;
  options.group_width = group_width;
  options.squeeze = name[0] == 'y';
  RegisterModel(absl::StrCat("regnet_", name), [options](const ModelOptions& common) {
    return MakeRegnet(WithCommon(options, common));
  });
}

bool RegisterVariants() {
  RegisterVariant("x_400mf", 22, 24, 24.48, 2.54, 16);
  RegisterVariant("x_800mf", 16, 56, 35.73, 2.28, 16);
  RegisterVariant("x_1_6gf", 18, 80, 34.01, 2.25, 24);
  RegisterVariant("x_3_2gf", 25, 88, 26.31, 2.25, 48);
  RegisterVariant("x_8gf", 23, 80, 49.56, 2.88, 120);
  RegisterVariant("x_16gf", 22, 216, 55.59, 2.1, 128);
  RegisterVariant("x_32gf", 23, 320, 69.86, 2.0, 168);
  RegisterVariant("y_400mf", 16, 48, 27.89, 2.09, 8);
  RegisterVariant("y_800mf", 14, 56, 38.84, 2.4, 16);
  RegisterVariant("y_1_6gf", 27, 48, 20.71, 2.65, 24);
  RegisterVariant("y_3_2gf", 21, 80, 42.63, 2.66, 24);
  RegisterVariant("y_8gf", 17, 192, 76.82, 2.19, 56);
  RegisterVariant("y_16gf", 18, 200, 106.23, 2.48, 112);
  RegisterVariant("y_32gf", 20, 232, 115.89, 2.53, 232);
  RegisterVariant("y_128gf", 27, 456, 160.83, 2.52, 264);
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

std::vector<RegnetStage> RegnetStages(const RegnetOptions& options) {
  TORCH_CHECK(options.depth >= 1 && options.initial_width >= 1 && options.group_width >= 1 &&
                  options.slope >= 0 && options.step > 1,
              "depth, initial_width and group_width must be at least 1, slope at least 0 and step "
              "above 1, found ",
              options.depth, ", ", options.initial_width, ", ", options.group_width, ", ",
              options.slope, ", ", options.step);
  std::vector<RegnetStage> stages;
  int64_t last = 0;
  for (int64_t block = 0; block < options.depth; ++block) {
    const int64_t width = BlockWidth(options, block);
    if (width != last) stages.push_back({0, width, options.group_width});
    last = width;
    ++stages.back().blocks;
  }
  for (RegnetStage& stage : stages) {
    stage.group_width = std::min(stage.group_width, stage.width);
    stage.width = MakeDivisible(static_cast<double>(stage.width), stage.group_width);
  }
  return stages;
}

RegnetImpl::RegnetImpl(const RegnetOptions& options) {
  const std::vector<RegnetStage> stages = RegnetStages(options);
  push_back("stem", MakeConvNormAct({options.input.channels, kStemWidth, 3, 2}));
  push_back("trunk_output", MakeTrunk(options, stages));
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back([](const at::Tensor& x) { return x.flatten(1); });
  push_back("fc", Linear(stages.back().width, options.num_classes));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeRegnet(const RegnetOptions& options) {
  return BuildClassifier<Regnet>("regnet", options);
}

}  // namespace stride
