#include "stride/models/vit/vit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

VitOptions Tiny() {
  VitOptions options;
  options.width = 192;
  options.hidden = 768;
  options.heads = 3;
  return options;
}

TEST(Vit, HasThePublishedSizeAndInitialValues) {
  const auto tiny = MakeVit(Tiny());
  ASSERT_TRUE(tiny.ok()) << tiny.status();
  EXPECT_EQ(CountParameters(**tiny), 5717416);
  EXPECT_NEAR(static_cast<double>(CountMultiplyAdds(**tiny)), 1.26e9, 0.03e9);
  std::map<std::string, at::Tensor> values;
  for (const NamedTensor& item : (*tiny)->Parameters()) values[item.name] = item.tensor;
  EXPECT_EQ(values["class_token"].abs().max().item<double>(), 0);
  EXPECT_EQ(values["heads.head.weight"].abs().max().item<double>(), 0);
  EXPECT_NEAR(values["encoder.pos_embedding"].std().item<double>(), 0.02, 0.001);
  const at::Tensor projection =
      values["encoder.layers.encoder_layer_0.self_attention.in_proj_weight"];
  EXPECT_NEAR(projection.max().item<double>(), std::sqrt(6.0 / (4 * 192)), 1e-3);
}

TEST(Vit, PatchesMustCoverTheImage) {
  VitOptions options = Tiny();
  options.input = {3, 32, 40};
  EXPECT_THAT(MakeVit(options).status().ToString(),
              HasSubstr("patches of 16x16 do not cover 3x32x40 images"));
}

}  // namespace
}  // namespace stride
