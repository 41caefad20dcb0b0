// The user's own pictures: folders of images with a folder a class.
#ifndef STRIDE_TRAIN_EXPERIMENTS_IMAGE_FOLDERS_H_
#define STRIDE_TRAIN_EXPERIMENTS_IMAGE_FOLDERS_H_

#include <string>

#include "absl/status/statusor.h"
#include "stride/train/experiments/recipe.h"

namespace stride {

// Whether `folder` has a folder train in it.
bool HasTrainFolder(const std::string& folder);

// train/CLASS and test/CLASS or val/CLASS; where there is no train, the classes in `folder` itself,
// of whose images a fifth, always the same, are the test set. Images are read when they are needed.
absl::StatusOr<TrainAndTest> OpenImageFolders(const std::string& folder);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_IMAGE_FOLDERS_H_
