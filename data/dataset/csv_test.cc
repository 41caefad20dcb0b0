#include "stride/data/dataset/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stride {
namespace {

using ::testing::ElementsAre;

std::string CsvError(const std::string& text) {
  return std::string(ParseCsv("a.csv", text).status().message());
}

TEST(Csv, FieldsAndLineEnds) {
  const auto records = ParseCsv("a.csv", "\xEF\xBB\xBFx,y\r\n\r\n1, 2\n,\n\n3,\xC3\xA4");
  ASSERT_TRUE(records.ok()) << records.status();
  ASSERT_EQ(records->size(), 4);
  EXPECT_THAT((*records)[0].fields, ElementsAre("x", "y"));
  EXPECT_THAT((*records)[1].fields, ElementsAre("1", " 2"));
  EXPECT_THAT((*records)[2].fields, ElementsAre("", ""));
  EXPECT_THAT((*records)[3].fields, ElementsAre("3", "\xC3\xA4"));
  EXPECT_EQ((*records)[1].line, 3);
  EXPECT_EQ((*records)[3].line, 6);
  EXPECT_TRUE(ParseCsv("a.csv", "")->empty());
}

TEST(Csv, QuotesHoldCommasLinesAndQuotes) {
  const auto records = ParseCsv("a.csv", "\"a,b\",\"say \"\"so\"\"\"\n\"1\n2\r\n\",\"\"\nx,y\n");
  ASSERT_TRUE(records.ok()) << records.status();
  EXPECT_THAT((*records)[0].fields, ElementsAre("a,b", "say \"so\""));
  EXPECT_THAT((*records)[1].fields, ElementsAre("1\n2\r\n", ""));
  EXPECT_EQ((*records)[2].line, 5);
}

TEST(Csv, ErrorsNameTheLine) {
  EXPECT_EQ(CsvError("a,b\n\n1,2,3\n"), "a.csv:3: expected 2 fields, as in line 1, found 3");
  EXPECT_EQ(CsvError("a,b\n\"1,2\n3,4\n"), "a.csv:2: a quote is never closed");
  EXPECT_EQ(CsvError("a,\"b\nc\"d\n"),
            "a.csv:2: expected a comma or the end of the line behind a quoted field, found \"d\"");
  EXPECT_EQ(CsvError("a,b\nc,d\"e\n"),
            "a.csv:2: a quote within a field; put the whole field in quotes, and two quotes for "
            "one");
}

}  // namespace
}  // namespace stride
