#include "stride/models/registry/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/mlp/mlp.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct SmallOptions : MlpOptions {
  std::string name;
};

SmallOptions Small() {
  SmallOptions options;
  options.input = {1, 8, 8};
  options.hidden = {5};
  return options;
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeSmall(const SmallOptions& options) {
  EXPECT_EQ(options.name, "small");
  EXPECT_EQ(options.hidden, Small().hidden);
  EXPECT_EQ(options.seed, 1);
  return MakeMlp(options);
}

[[maybe_unused]] const bool kSmall = RegisterVariant("small", Small(), MakeSmall);
[[maybe_unused]] const bool kAlso =
    RegisterModel("also_small", [](const ModelOptions&) { return MakeMlp({}); });

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
