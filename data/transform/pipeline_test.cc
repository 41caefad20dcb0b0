#include "stride/data/transform/pipeline.h"

#include <gtest/gtest.h>

#include <string>

#include "stride/data/transform/flip.h"

namespace stride {
namespace {

std::string PipelineError(const std::string& text) {
  return std::string(ParsePipeline(text).status().message());
}

class PipelineRoundTrip : public ::testing::TestWithParam<const char*> {};

TEST_P(PipelineRoundTrip, TextIsReadAndWrittenAlike) {
  const auto pipeline = ParsePipeline(GetParam());
  ASSERT_TRUE(pipeline.ok()) << pipeline.status();
  EXPECT_EQ(ToString(*pipeline), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Texts, PipelineRoundTrip,
    ::testing::Values("random_crop(32, padding=4) | random_horizontal_flip | normalize(cifar10)",
                      "random_horizontal_flip | to_tensor", "to_tensor", "normalize(mnist)",
                      "normalize(fashion_mnist)", "normalize(cifar100)", "normalize(svhn)",
                      "random_crop(224) | normalize(imagenet)", "normalize(0.1307, 0.25)",
                      "normalize((0.12345678, 0.5, 0), (0.25, 1e-08, 3))"));

TEST(Pipeline, ReadsWhatItSays) {
  const auto pipeline =
      ParsePipeline("random_horizontal_flip|normalize(std=(1,2,4),mean=(0,.5,1))");
  ASSERT_TRUE(pipeline.ok()) << pipeline.status();
  EXPECT_EQ(pipeline->transform->ToString(), RandomHorizontalFlip()->ToString());
  EXPECT_EQ(pipeline->normalize.mean, (std::vector<float>{0, 0.5, 1}));
  EXPECT_EQ(pipeline->normalize.std, (std::vector<float>{1, 2, 4}));
  EXPECT_EQ(ParsePipeline("normalize(cifar10)")->transform, nullptr);
  EXPECT_EQ(ParsePipeline("normalize(cifar10)")->normalize.std, Cifar10Normalize().std);
}

TEST(Pipeline, TheNormalisationStandsAtTheEndAndOnlyThere) {
  EXPECT_EQ(PipelineError("to_tensor | random_crop(8) | to_tensor"),
            "column 1: to_tensor may stand only at the end");
  EXPECT_EQ(PipelineError("random_apply(random_crop(8) | normalize(mnist)) | to_tensor"),
            "column 31: normalize may stand only at the end");
  EXPECT_EQ(PipelineError("random_crop(8) | random_horizontal_flip"),
            "column 18: expected normalize(...) or to_tensor at the end, found "
            "random_horizontal_flip");
}

TEST(Pipeline, ErrorsPointAtTheColumn) {
  EXPECT_EQ(PipelineError("random_crop(8) | normalize(cifar)"),
            "column 28: expected one of mnist, fashion_mnist, cifar10, cifar100, svhn, imagenet; "
            "found cifar");
  EXPECT_EQ(PipelineError("normalize"),
            "column 1: normalize: expected a data set's name, or means and standard deviations");
  EXPECT_EQ(PipelineError("normalize((1, 2), 3)"),
            "column 1: normalize: 2 means, but 1 standard deviations; give one of each a channel");
  EXPECT_EQ(PipelineError("normalize(0, 0)"),
            "column 1: normalize: the standard deviation of channel 0 must be above 0, is 0");
  EXPECT_EQ(PipelineError("normalize(0, x)"), "column 14: expected a number, found x");
  EXPECT_EQ(PipelineError("to_tensor(1)"), "column 11: to_tensor has no argument 1");
  EXPECT_EQ(PipelineError("random_crp(8) | to_tensor"),
            "column 1: there is no transform random_crp; is it random_crop?");
}

}  // namespace
}  // namespace stride
