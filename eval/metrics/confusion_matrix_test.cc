#include "stride/eval/metrics/confusion_matrix.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

//            predicted
//            a  b  c
//   true a   5  2  0     recall 5/7, precision 5/6, F1 10/13
//        b   1  3  1     recall 3/5, precision 3/7, F1  6/12
//        c   0  2  6     recall 6/8, precision 6/7, F1 12/15
ConfusionMatrix ThreeClasses() {
  ConfusionMatrix matrix(3);
  matrix.Add(0, 0, 5);
  matrix.Add(0, 1, 2);
  matrix.Add(1, 0);
  matrix.Add(1, 1, 3);
  matrix.Add(1, 2);
  matrix.Add(2, 1, 2);
  matrix.Add(2, 2, 6);
  return matrix;
}

TEST(ConfusionMatrixTest, Counts) {
  const ConfusionMatrix matrix = ThreeClasses();
  EXPECT_EQ(matrix.total(), 20);
  EXPECT_EQ(matrix.count(0, 1), 2);
  EXPECT_EQ(matrix.count(1, 0), 1);
  EXPECT_EQ(matrix.LabelCount(0), 7);
  EXPECT_EQ(matrix.PredictedCount(0), 6);
}

TEST(ConfusionMatrixTest, FiguresOfEachClass) {
  const ConfusionMatrix matrix = ThreeClasses();
  EXPECT_DOUBLE_EQ(matrix.accuracy(), 14.0 / 20);
  EXPECT_DOUBLE_EQ(matrix.Recall(0), 5.0 / 7);
  EXPECT_DOUBLE_EQ(matrix.Recall(1), 0.6);
  EXPECT_DOUBLE_EQ(matrix.Precision(1), 3.0 / 7);
  EXPECT_DOUBLE_EQ(matrix.F1(0), 10.0 / 13);
  EXPECT_DOUBLE_EQ(matrix.F1(1), 0.5);
  EXPECT_NEAR(matrix.MacroF1(), (0.76923077 + 0.5 + 0.8) / 3, 1e-8);
}

TEST(ConfusionMatrixTest, ZeroDenominatorsGiveZeroAndCountInTheMean) {
  ConfusionMatrix matrix(3);
  EXPECT_EQ(matrix.accuracy(), 0);
  EXPECT_EQ(matrix.MacroF1(), 0);
  matrix.Add(0, 0, 4);
  matrix.Add(1, 0, 4);
  EXPECT_EQ(matrix.Precision(1), 0);
  EXPECT_EQ(matrix.Recall(2), 0);
  EXPECT_DOUBLE_EQ(matrix.F1(0), 8.0 / 12);
  EXPECT_DOUBLE_EQ(matrix.MacroF1(), 8.0 / 12 / 3);
}

TEST(ConfusionMatrixTest, MostFrequentErrorsFirst) {
  const auto errors = ThreeClasses().MostConfused(3);
  ASSERT_EQ(errors.size(), 3);
  EXPECT_EQ(errors[0].label, 0);
  EXPECT_EQ(errors[0].predicted, 1);
  EXPECT_EQ(errors[0].count, 2);
  EXPECT_EQ(errors[1].label, 2);
  EXPECT_EQ(errors[2].label, 1);
  EXPECT_EQ(errors[2].predicted, 0);
}

TEST(ConfusionMatrixTest, PrintsTrueClassesAsRows) {
  EXPECT_EQ(ThreeClasses().ToString({"ant", "bee", "cat"}),
            "true \\ predicted  ant  bee  cat\n"
            "-------------------------------\n"
            "ant                 5    2    0\n"
            "bee                 1    3    1\n"
            "cat                 0    2    6\n");
}

TEST(ConfusionMatrixTest, TenLongNamesFitATerminal) {
  ConfusionMatrix matrix(10);
  matrix.Add(3, 3, 10000);
  const std::string name = "\xC3\xA9l\xC3\xA9phant-of-a-long-name";
  const std::string text = matrix.ToString(std::vector<std::string>(10, name));
  for (const auto line : absl::StrSplit(text, '\n')) EXPECT_LE(line.size(), 100);
  EXPECT_THAT(text, HasSubstr("  \xC3\xA9l\xC3\xA9p  "));
}

TEST(ConfusionMatrixTest, AMatrixThatCannotFitListsTheErrors) {
  ConfusionMatrix matrix(100);
  std::vector<std::string> names(100);
  for (int i = 0; i < 100; ++i) names[i] = absl::StrCat("class", i);
  matrix.Add(7, 9, 12);
  matrix.Add(1, 2, 3);
  EXPECT_EQ(matrix.ToString(names),
            "most frequent errors\n"
            "true    predicted  count\n"
            "------------------------\n"
            "class7  class9        12\n"
            "class1  class2         3\n");
}

TEST(ConfusionMatrixTest, PerClassTable) {
  EXPECT_EQ(ThreeClasses().PerClassTable({"ant", "bee", "cat"}),
            "class  examples  recall %  precision %   F1 %\n"
            "---------------------------------------------\n"
            "ant           7     71.43        83.33  76.92\n"
            "bee           5     60.00        42.86  50.00\n"
            "cat           8     75.00        85.71  80.00\n"
            "mean         20     68.81        70.63  68.97\n");
}

TEST(ConfusionMatrixDeathTest, ClassesOutOfRange) {
  ConfusionMatrix matrix(3);
  EXPECT_DEATH(matrix.Add(3, 0), "label 3 of 3");
  EXPECT_DEATH(matrix.Add(0, -1), "prediction -1 of 3");
}

}  // namespace
}  // namespace stride
