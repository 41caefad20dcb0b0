#include "stride/models/core/summary.h"

#include <ATen/ops/empty.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

// Only what a summary asks for.
class FakeClassifier : public Classifier {
 public:
  explicit FakeClassifier(ClassifierInfo info) : Classifier(std::move(info)) {}
  at::Tensor Forward(const at::Tensor& images) override { return images; }
  std::vector<NamedTensor> Parameters() const override {
    return {{"weight", at::empty({61000})}, {"bias", at::empty({706})}};
  }
  std::vector<NamedTensor> Buffers() const override { return {}; }
  void SetTraining(bool) override {}
  bool training() const override { return false; }
  void To(at::ScalarType) override {}
  void To(at::Device) override {}
};

LayerRecord Convolution(std::string name) {
  LayerRecord layer;
  layer.name = std::move(name);
  layer.type = "Conv2d";
  layer.description = "5x5, 6, padding 2";
  layer.output = {6, 28, 28};
  layer.parameters = 156;
  layer.multiply_adds = 117600;
  return layer;
}

LayerRecord Pool1() {
  LayerRecord layer;
  layer.name = "pool1";
  layer.type = "MaxPool2d";
  layer.description = "2x2";
  layer.output = {6, 14, 14};
  return layer;
}

TEST(SummaryTest, IsAnAlignedTableWithTotals) {
  const FakeClassifier classifier({"net", {1, 28, 28}, 10, {Convolution("conv1"), Pool1()}});
  EXPECT_EQ(Summary(classifier),
            "net: 1x28x28 images, 10 classes\n"
            "name   layer                     output   parameters  mult-adds\n"
            "---------------------------------------------------------------\n"
            "conv1  Conv2d 5x5, 6, padding 2  6x28x28         156    117.6 K\n"
            "pool1  MaxPool2d 2x2             6x14x14\n"
            "total: 61,706 parameters, 117.6 K multiply-adds an image\n");
}

TEST(SummaryTest, CountsParametersAndMultiplyAdds) {
  const FakeClassifier classifier({"net", {1, 28, 28}, 10, {Convolution("a"), Convolution("b")}});
  EXPECT_EQ(CountParameters(classifier), 61706);
  EXPECT_EQ(CountMultiplyAdds(classifier), 235200);
}

TEST(SummaryTest, LongNamesAreCutToAHundredColumns) {
  LayerRecord wide = Convolution("features.stage4.block17.branch3.conv_reduce");
  wide.description = "11x11, 2048, stride 2x3, padding 5x4, dilation 2, groups 32";
  wide.output = {2048, 512, 512};
  wide.parameters = 102760448;
  wide.multiply_adds = 999'950'000'000;
  const FakeClassifier classifier({"net", {3, 2048, 2048}, 10, {wide}});
  const std::string summary = Summary(classifier);
  for (const absl::string_view line : absl::StrSplit(summary, '\n')) {
    EXPECT_LE(line.size(), 100) << line;
  }
  EXPECT_TRUE(absl::StrContains(summary, "conv_reduce  Conv2d 11x11, 2048, stride")) << summary;
  EXPECT_TRUE(absl::StrContains(summary, "1.0 T")) << summary;
}

}  // namespace
}  // namespace stride
