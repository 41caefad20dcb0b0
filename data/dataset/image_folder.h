// A folder of images with a folder a class, by torchvision.datasets.ImageFolder's rules.
#ifndef STRIDE_DATA_DATASET_IMAGE_FOLDER_H_
#define STRIDE_DATA_DATASET_IMAGE_FOLDER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/data/image/decode.h"

namespace stride {

struct ImageFolderOptions {
  DecodeOptions decode;
  // The classes that there must be, as a test set's are those of its training set. Empty: whatever
  // is found.
  std::vector<std::string> expected_classes;
};

// The classes are the folders in `folder`, sorted; a class's images are the files below its folder
// whose names end in .jpg, .jpeg, .png, .ppm, .bmp, .pgm, .tif, .tiff or .webp, in any case, sorted
// by path. Files are read and decoded by Get; ids are paths below `folder`. NotFound: no folder, no
// class, a class without an image, or classes other than expected. FailedPrecondition: a folder
// that cannot be listed.
absl::StatusOr<DatasetPtr> OpenImageFolder(const std::string& folder,
                                           const ImageFolderOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_IMAGE_FOLDER_H_
