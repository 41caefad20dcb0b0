#include "stride/models/convnext/convnext.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Convnext, HasThePublishedSizeAndBeginsNearTheIdentity) {
  const auto tiny = MakeConvnext({});
  ASSERT_TRUE(tiny.ok()) << tiny.status();
  EXPECT_EQ(CountParameters(**tiny), 28589128);
  for (const NamedTensor& parameter : (*tiny)->Parameters()) {
    if (parameter.name != "features.1.0.layer_scale") continue;
    EXPECT_FLOAT_EQ(parameter.tensor.max().item<float>(), 1e-6F);
  }
}

TEST(Convnext, ImagesThatAreTooSmallAreExplained) {
  ConvnextOptions options;
  options.input = {3, 28, 28};
  EXPECT_THAT(MakeConvnext(options).status().ToString(), HasSubstr("+ 1 = 0"));
}

}  // namespace
}  // namespace stride
