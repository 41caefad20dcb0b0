#include "stride/models/registry/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/mlp/mlp.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::StatusOr<std::unique_ptr<Classifier>> Small(const ModelOptions& options) {
  MlpOptions mlp;
  mlp.input = options.input;
  mlp.num_classes = options.num_classes;
  mlp.seed = options.seed;
  return MakeMlp(mlp);
}

[[maybe_unused]] const bool kSmall = RegisterModel("small", Small, {1, 8, 8});
[[maybe_unused]] const bool kAlso = RegisterModel("also_small", Small);

TEST(ModelRegistry, MakesWhatWasAskedFor) {
  const auto model = MakeModel("small", {{1, 6, 6}, 3, 1});
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ((*model)->num_classes(), 3);
  EXPECT_EQ((*model)->input_shape(), (ImageShape{1, 6, 6}));
  EXPECT_EQ(*PublishedInput("small"), (ImageShape{1, 8, 8}));
}

TEST(ModelRegistry, ListsItsNames) {
  EXPECT_THAT(ModelNames(), ElementsAre("also_small", "small"));
}

TEST(ModelRegistry, AnUnknownNameIsNotFound) {
  EXPECT_THAT(MakeModel("smal", {}).status().ToString(),
              HasSubstr("there is no model smal; there are also_small, small"));
  EXPECT_EQ(PublishedInput("smal").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace stride
