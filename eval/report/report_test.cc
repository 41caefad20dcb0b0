#include "stride/eval/report/report.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/data/base/file.h"
#include "stride/data/image/decode.h"

namespace stride {
namespace {

// Ten classes of grey ramps.
class RampDataset : public Dataset {
 public:
  int64_t size() const override { return 200; }
  const std::vector<std::string>& class_names() const override { return names_; }
  std::string Id(int64_t index) const override { return absl::StrCat("ramp/", index); }
  absl::StatusOr<Example> Get(int64_t index) const override {
    Image image(28, 28, 1);
    for (int i = 0; i < 28 * 28; ++i) {
      image.mutable_data()[i] = static_cast<uint8_t>(i * (index % 10 + 1) / 4);
    }
    return Example{image, index % 10};
  }

 private:
  const std::vector<std::string> names_ = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                                           "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Boot"};
};

Evaluation EvaluationOfRamps() {
  Evaluation evaluation(10);
  for (int64_t i = 0; i < 200; ++i) {
    const int64_t predicted = i % 7 == 0 ? (i + 1) % 10 : i % 10;
    evaluation.predictions.push_back({i, i % 10, predicted, 0.5});
    evaluation.confusion.Add(i % 10, predicted);
  }
  return evaluation;
}

LearningCurves CurvesOfFiveEpochs() {
  LearningCurves curves;
  curves.epochs = {1, 2, 3, 4, 5};
  curves.train_loss = {0.7, 0.45, 0.35, 0.3, 0.27};
  curves.test_loss = {0.5, 0.42, 0.37, 0.35, 0.36};
  curves.train_accuracy = {0.75, 0.84, 0.88, 0.9, 0.91};
  curves.test_accuracy = {0.81, 0.85, 0.87, 0.88, 0.88};
  return curves;
}

std::string Directory(const std::string& name) {
  std::string directory = ::testing::TempDir() + "/" + name;
  EXPECT_TRUE(MakeDirectories(directory).ok());
  return directory;
}

TEST(ReportTest, WritesThreePictures) {
  const auto paths = WriteReport(Directory("whole"), LearningPlots(CurvesOfFiveEpochs()),
                                 RampDataset(), EvaluationOfRamps());
  ASSERT_TRUE(paths.ok()) << paths.status();
  for (const std::string& path : {paths->curves, paths->confusion, paths->samples}) {
    const auto image = ReadImage(path);
    ASSERT_TRUE(image.ok()) << image.status();
    EXPECT_GT(image->width(), 600);
  }
}

TEST(ReportTest, NothingToPlotLeavesOutTheCurves) {
  const std::string directory = Directory("no_curves");
  const auto paths = WriteReport(directory, {}, RampDataset(), EvaluationOfRamps());
  ASSERT_TRUE(paths.ok()) << paths.status();
  EXPECT_EQ(paths->curves, "");
  EXPECT_FALSE(ReadFile(directory + "/curves.png").ok());
}

TEST(ReportTest, AFolderThatIsNotThere) {
  const auto paths = WriteReport("/no/such/folder", {}, RampDataset(), EvaluationOfRamps());
  ASSERT_FALSE(paths.ok());
  EXPECT_THAT(std::string(paths.status().message()),
              ::testing::HasSubstr("/no/such/folder/confusion.png"));
}

}  // namespace
}  // namespace stride
