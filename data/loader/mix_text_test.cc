#include "stride/data/loader/mix_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Texts(const std::string& text) {
  const auto parsed = ParseBatchTransforms(text);
  if (!parsed.ok()) return {std::string(parsed.status().message())};
  std::vector<std::string> texts;
  for (const BatchTransformPtr& transform : *parsed) texts.push_back(transform->ToString());
  return texts;
}

TEST(ParseBatchTransforms, ReadsWhatToStringWrites) {
  EXPECT_THAT(Texts("mixup(0.2)"), ElementsAre("mixup(0.2)"));
  EXPECT_THAT(Texts("mixup(alpha=0.2) | cutmix"), ElementsAre("mixup(0.2)", "cutmix(1)"));
  EXPECT_THAT(Texts("mix_one_of(mixup(0.2), cutmix(1))"),
              ElementsAre("mix_one_of(mixup(0.2), cutmix(1))"));
}

TEST(ParseBatchTransforms, SaysWhatIsWrongWhere) {
  EXPECT_THAT(Texts("mixup(0)"),
              ElementsAre("column 1: mixup: alpha: expected a number above 0, found 0"));
  EXPECT_THAT(Texts("cutmix | mixture"),
              ElementsAre("column 10: expected mixup, cutmix or mix_one_of(...), found mixture"));
  EXPECT_THAT(Texts("mix_one_of(3)"),
              ElementsAre("column 12: expected mixup, cutmix or mix_one_of(...), found 3"));
}

}  // namespace
}  // namespace stride
