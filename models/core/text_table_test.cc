#include "stride/models/core/text_table.h"

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(FormatTableTest, AlignsColumnsAndTrimsLines) {
  const std::string table =
      FormatTable({{"name", "size", "note"}, {"a", "1,000", ""}, {"long name", "7", "x"}}, "lrl");
  EXPECT_EQ(table,
            "name        size  note\n"
            "----------------------\n"
            "a          1,000\n"
            "long name      7  x\n");
}

}  // namespace
}  // namespace stride
