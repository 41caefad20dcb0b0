#include "stride/models/inception_v3/inception_v3.h"

#include <torch/nn/modules/dropout.h>

#include "stride/models/core/build_classifier.h"
#include "stride/models/inception_v3/inception_v3_module.h"
#include "stride/models/layers/basic_conv2d.h"
#include "stride/models/layers/branches.h"
#include "stride/models/layers/inception_range.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using Kernel = torch::ExpandingArray<2>;

const Kernel kRow7({1, 7});
const Kernel kColumn7({7, 1});
const Kernel kRow3({1, 3});
const Kernel kColumn3({3, 1});

MaxPool2d Halve() { return MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2)); }

void AddPooled(Branches& block, int64_t in, int64_t out) {
  block->Add("pool", AvgPool2d(torch::nn::AvgPool2dOptions(3).stride(1).padding(1)));
  block->Then("branch_pool", SameConv2d(in, out, 1));
}

// The blocks have torchvision's letters. A, C and E keep the size (figures 5 to 7); B and D halve
// it (figure 10).
Branches BlockA(int64_t in, int64_t pooled) {
  Branches block;
  block->Add("branch1x1", SameConv2d(in, 64, 1));
  block->Add("branch5x5_1", SameConv2d(in, 48, 1));
  block->Then("branch5x5_2", SameConv2d(48, 64, 5));
  block->Add("branch3x3dbl_1", SameConv2d(in, 64, 1));
  block->Then("branch3x3dbl_2", SameConv2d(64, 96, 3));
  block->Then("branch3x3dbl_3", SameConv2d(96, 96, 3));
  AddPooled(block, in, pooled);
  return block;
}

Branches BlockB(int64_t in) {
  Branches block;
  block->Add("branch3x3", ValidConv2d(in, 384, 3, 2));
  block->Add("branch3x3dbl_1", SameConv2d(in, 64, 1));
  block->Then("branch3x3dbl_2", SameConv2d(64, 96, 3));
  block->Then("branch3x3dbl_3", ValidConv2d(96, 96, 3, 2));
  block->Add("pool", Halve());
  return block;
}

Branches BlockC(int64_t in, int64_t width) {
  Branches block;
  block->Add("branch1x1", SameConv2d(in, 192, 1));
  block->Add("branch7x7_1", SameConv2d(in, width, 1));
  block->Then("branch7x7_2", SameConv2d(width, width, kRow7));
  block->Then("branch7x7_3", SameConv2d(width, 192, kColumn7));
  block->Add("branch7x7dbl_1", SameConv2d(in, width, 1));
  block->Then("branch7x7dbl_2", SameConv2d(width, width, kColumn7));
  block->Then("branch7x7dbl_3", SameConv2d(width, width, kRow7));
  block->Then("branch7x7dbl_4", SameConv2d(width, width, kColumn7));
  block->Then("branch7x7dbl_5", SameConv2d(width, 192, kRow7));
  AddPooled(block, in, 192);
  return block;
}

Branches BlockD(int64_t in) {
  Branches block;
  block->Add("branch3x3_1", SameConv2d(in, 192, 1));
  block->Then("branch3x3_2", ValidConv2d(192, 320, 3, 2));
  block->Add("branch7x7x3_1", SameConv2d(in, 192, 1));
  block->Then("branch7x7x3_2", SameConv2d(192, 192, kRow7));
  block->Then("branch7x7x3_3", SameConv2d(192, 192, kColumn7));
  block->Then("branch7x7x3_4", ValidConv2d(192, 192, 3, 2));
  block->Add("pool", Halve());
  return block;
}

Branches BlockE(int64_t in) {
  Branches block;
  block->Add("branch1x1", SameConv2d(in, 320, 1));
  const int three = block->Add("branch3x3_1", SameConv2d(in, 384, 1));
  block->Then("branch3x3_2a", SameConv2d(384, 384, kRow3), three);
  block->Then("branch3x3_2b", SameConv2d(384, 384, kColumn3), three);
  block->Add("branch3x3dbl_1", SameConv2d(in, 448, 1));
  const int twice = block->Then("branch3x3dbl_2", SameConv2d(448, 384, 3));
  block->Then("branch3x3dbl_3a", SameConv2d(384, 384, kRow3), twice);
  block->Then("branch3x3dbl_3b", SameConv2d(384, 384, kColumn3), twice);
  AddPooled(block, in, 192);
  return block;
}

at::Tensor Flatten(const at::Tensor& maps) { return maps.flatten(1); }

Chain AuxiliaryHead(int64_t num_classes) {
  Chain head;
  head->push_back("pool", AvgPool2d(torch::nn::AvgPool2dOptions(5).stride(3)));
  head->push_back("conv0", SameConv2d(768, 128, 1));
  head->push_back("conv1", ValidConv2d(128, 768, 5));
  head->push_back("avgpool", AdaptiveAvgPool2d(1));
  head->push_back(Flatten);
  head->push_back("fc", Linear(768, num_classes));
  return head;
}

// torchvision cuts the normal distribution off at 20 deviations and more.
LayerInitialisation Published(const std::string& name, const at::Tensor& weight) {
  const double deviation = name == "AuxLogits.fc.weight" ? 0.001 : 0.1;
  return {{/*normal=*/true, deviation},
          InitialisationOf(weight, Initialisation::kTorchDefault).bias};
}

[[maybe_unused]] const bool registered =
    RegisterVariant("inception_v3", InceptionV3Options(), MakeInceptionV3);

}  // namespace

InceptionV3Impl::InceptionV3Impl(const InceptionV3Options& options) {
  AddStem(options);
  AddBlocks(options);
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back(Flatten);
  push_back("dropout", torch::nn::Dropout(options.dropout));
  push_back("fc", Linear(2048, options.num_classes));
}

void InceptionV3Impl::AddStem(const InceptionV3Options& options) {
  push_back([this, transform = options.transform_input](const at::Tensor& images) {
    ClearAuxiliary();
    return transform ? ImagenetToInceptionRange(images) : images;
  });
  push_back("Conv2d_1a_3x3", ValidConv2d(options.input.channels, 32, 3, 2));
  push_back("Conv2d_2a_3x3", ValidConv2d(32, 32, 3));
  push_back("Conv2d_2b_3x3", SameConv2d(32, 64, 3));
  push_back("maxpool1", Halve());
  push_back("Conv2d_3b_1x1", SameConv2d(64, 80, 1));
  push_back("Conv2d_4a_3x3", ValidConv2d(80, 192, 3));
  push_back("maxpool2", Halve());
}

void InceptionV3Impl::AddBlocks(const InceptionV3Options& options) {
  push_back("Mixed_5b", BlockA(192, 32));
  push_back("Mixed_5c", BlockA(256, 64));
  push_back("Mixed_5d", BlockA(288, 64));
  push_back("Mixed_6a", BlockB(288));
  push_back("Mixed_6b", BlockC(768, 128));
  push_back("Mixed_6c", BlockC(768, 160));
  push_back("Mixed_6d", BlockC(768, 160));
  push_back("Mixed_6e", BlockC(768, 192));
  if (options.auxiliary_head) AddHead(options);
  push_back("Mixed_7a", BlockD(768));
  push_back("Mixed_7b", BlockE(1280));
  push_back("Mixed_7c", BlockE(2048));
}

void InceptionV3Impl::AddHead(const InceptionV3Options& options) {
  Chain head = register_module("AuxLogits", AuxiliaryHead(options.num_classes));
  push_back([this, head, weight = options.auxiliary_weight](const at::Tensor& maps) mutable {
    RunAuxiliary(head, maps, weight, is_training());
    return maps;
  });
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeInceptionV3(const InceptionV3Options& options) {
  return BuildClassifier<InceptionV3>(options.name, options, {}, Published);
}

}  // namespace stride
