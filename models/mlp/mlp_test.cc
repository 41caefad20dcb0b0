#include "stride/models/mlp/mlp.h"

#include <ATen/ops/zeros.h>

#include <array>
#include <thread>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "stride/models/core/summary.h"

namespace stride {
namespace {

TEST(MlpTest, FitsAnyInput) {
  MlpOptions options;
  options.input = {3, 5, 7};
  options.num_classes = 4;
  options.hidden = {20};
  const auto mlp = MakeMlp(options);
  ASSERT_TRUE(mlp.ok()) << mlp.status();
  EXPECT_EQ((*mlp)->Forward(at::zeros({2, 3, 5, 7})).sizes(), (at::IntArrayRef{2, 4}));
  EXPECT_EQ(CountParameters(**mlp), 105 * 20 + 20 + 20 * 4 + 4);
}

TEST(MlpTest, DefaultIsTheMnistNetwork) {
  const auto mlp = MakeMlp({});
  ASSERT_TRUE(mlp.ok()) << mlp.status();
  EXPECT_EQ(CountParameters(**mlp), 784 * 512 + 512 + 512 * 256 + 256 + 2570);
  EXPECT_EQ((*mlp)->Parameters()[0].name, "layers.fc1.weight");
}

TEST(MlpTest, WeightsAreAFunctionOfTheSeed) {
  MlpOptions options;
  options.seed = 5;
  const auto a = MakeMlp(options);
  const auto b = MakeMlp(options);
  options.seed = 6;
  const auto c = MakeMlp(options);
  const at::Tensor weight = (*a)->Parameters()[0].tensor;
  EXPECT_TRUE(weight.equal((*b)->Parameters()[0].tensor));
  EXPECT_FALSE(weight.equal((*c)->Parameters()[0].tensor));
}

TEST(MlpTest, WeightsDoNotDependOnWhatIsBuiltMeanwhile) {
  const auto alone = MakeMlp({});
  std::array<absl::StatusOr<std::unique_ptr<Classifier>>, 2> together;
  std::thread first([&] { together[0] = MakeMlp({}); });
  std::thread second([&] { together[1] = MakeMlp({}); });
  first.join();
  second.join();
  for (const auto& mlp : together) {
    for (size_t i = 0; i < (*mlp)->Parameters().size(); ++i) {
      EXPECT_TRUE((*mlp)->Parameters()[i].tensor.equal((*alone)->Parameters()[i].tensor));
    }
  }
}

TEST(MlpTest, RejectsOptionsOutOfRange) {
  for (const MlpOptions& options :
       {MlpOptions{{1, 0, 28}}, MlpOptions{{1, 28, 28}, 0}, MlpOptions{{1, 28, 28}, 10, {-1}},
        MlpOptions{{1, 28, 28}, 10, {8}, 1.5}}) {
    const absl::Status status = MakeMlp(options).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_TRUE(absl::StartsWith(status.message(), "mlp: ")) << status;
  }
}

}  // namespace
}  // namespace stride
