// NVIDIA's driver as far as whygrad calls it, on the CPU: memory of the "GPU" is the process's own, and a launch executes
// the GPU's program, compiled by an ordinary compiler, one thread after another. A module is a shared library made of threads.h, or what NVRTC made: then the
// program for all networks is executed, which is part of this file. Only tests use it.
#include <dlfcn.h>
#include <stdint.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "threads.h"

namespace {

long launches, allocations;
std::vector<float> parameters;  // [run][parameter] of the last launch's first population
uint64_t in_use, most_in_use, memory = 1ull << 30;

enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NO_DEVICE = 100, NOT_FOUND = 500 };

int init(unsigned) { return std::getenv("TEST_NO_GPU") ? NO_DEVICE : SUCCESS; }
int driver_version(int* version) {
  *version = 12090;
  return SUCCESS;
}
int device(int* d, int) {
  *d = 0;
  return SUCCESS;
}
int attribute(int* value, int number, int) {
  *value = number == 75 ? 8 : number == 76 ? 0 : number == 16 ? 2 : -1;  // capability 8.0, 2 multiprocessors
  return *value < 0 ? INVALID_VALUE : SUCCESS;
}
int retain(void** context, int) {
  static int one;
  *context = &one;
  return SUCCESS;
}
int set_current(void*) { return SUCCESS; }
int synchronize() { return SUCCESS; }
int free_memory(size_t* free, size_t* total) {
  *free = memory - in_use;
  *total = memory;
  return SUCCESS;
}

// What is allocated begins with its size, so that what is not given back is counted.
int allocate(uint64_t* address, size_t bytes) {
  if (in_use + bytes > memory) return OUT_OF_MEMORY;
  char* place = static_cast<char*>(std::aligned_alloc(64, (bytes + 127) / 64 * 64));
  std::memset(place + 64, 0xff, (bytes + 63) / 64 * 64);  // NaN, as memory of a GPU is not cleared
  std::memcpy(place, &bytes, sizeof bytes);
  *address = reinterpret_cast<uint64_t>(place + 64);
  in_use += bytes;
  allocations++;
  if (in_use > most_in_use) most_in_use = in_use;
  return SUCCESS;
}
int release(uint64_t address) {
  char* place = reinterpret_cast<char*>(address) - 64;
  size_t bytes;
  std::memcpy(&bytes, place, sizeof bytes);
  in_use -= bytes;
  allocations--;
  std::free(place);
  return SUCCESS;
}
int to_device(uint64_t to, const void* from, size_t bytes) {
  std::memcpy(reinterpret_cast<void*>(to), from, bytes);
  return SUCCESS;
}
int to_host(void* to, uint64_t from, size_t bytes) {
  std::memcpy(to, reinterpret_cast<const void*>(from), bytes);
  return SUCCESS;
}
int load(void** module, const void* image) {
  if (std::memcmp(image, "\x7f" "ELF", 4) != 0) return INVALID_VALUE;
  const char* header = static_cast<const char*>(image);
  if (header[18] == 62) {  // machine code for this processor: its length is where its section headers end
    uint64_t sections;
    uint16_t size, count;
    std::memcpy(&sections, header + 40, 8);
    std::memcpy(&size, header + 58, 2);
    std::memcpy(&count, header + 60, 2);
    char path[] = "/tmp/module-XXXXXX";  // a name of its own, as of equal names only the first is loaded
    const int file = mkstemp(path);
    const bool written = write(file, image, sections + size * count) > 0;
    close(file);
    *module = written ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
    unlink(path);
    if (*module) return SUCCESS;
  }
  *module = dlopen(nullptr, RTLD_NOW);
  return SUCCESS;
}
int function(void** found, void* module, const char* name) {
  const std::string symbol = std::string("run_") + name;
  *found = dlsym(module, symbol.c_str());
  if (!*found) *found = std::strcmp(name, "whygrad_train") == 0 ? (void*)run_whygrad_train
                        : std::strcmp(name, "whygrad_order") == 0 ? (void*)run_whygrad_order : nullptr;
  return *found ? SUCCESS : NOT_FOUND;
}
void keep_parameters(const gpu::Population& population, const gpu::Task* tasks, unsigned blocks) {
  const int64_t n = population.arrays.n_parameters;
  parameters.resize(population.arrays.n_runs * n);
  for (unsigned block = 0; block < blocks; block++) {
    if (tasks[block].population != 0) continue;
    for (int thread = 0; thread < gpu::WG_WARP && tasks[block].first + thread < population.arrays.n_runs; thread++)
      for (int64_t i = 0; i < n; i++)
        parameters[(tasks[block].first + thread) * n + i] = tasks[block].memory[i * gpu::WG_WARP + thread];
  }
}

int launch(void* run, unsigned x, unsigned y, unsigned z, unsigned block_x, unsigned block_y, unsigned block_z, unsigned, void*,
           void** arguments, void**) {
  if (y * z * block_y * block_z != 1 || block_x != gpu::WG_WARP) return INVALID_VALUE;
  if (reinterpret_cast<int (*)(unsigned, void**)>(run)(x, arguments)) {  // it trained
    launches++;
    keep_parameters(**static_cast<const gpu::Population**>(arguments[0]), *static_cast<const gpu::Task**>(arguments[1]), x);
  }
  return SUCCESS;
}

int missing() { return NOT_FOUND; }

const struct {
  const char* name;
  void* address;
} FUNCTIONS[] = {
    {"cuInit", (void*)init}, {"cuDriverGetVersion", (void*)driver_version}, 
    {"cuDeviceGet", (void*)device}, {"cuDeviceGetAttribute", (void*)attribute}, {"cuDevicePrimaryCtxRetain", (void*)retain},
    {"cuCtxSetCurrent", (void*)set_current}, {"cuCtxSynchronize", (void*)synchronize}, {"cuMemGetInfo", (void*)free_memory},
    {"cuMemAlloc", (void*)allocate}, {"cuMemFree", (void*)release}, {"cuMemcpyHtoD", (void*)to_device},
    {"cuMemcpyDtoH", (void*)to_host}, {"cuModuleLoadData", (void*)load}, {"cuModuleGetFunction", (void*)function},
    {"cuLaunchKernel", (void*)launch},
};

}  // namespace

// How bindings find the driver's functions.
extern "C" int cuGetProcAddress_v2(const char* name, void** found, int, uint64_t, int* status) {
  *found = nullptr;
  for (const auto& one : FUNCTIONS)
    if (std::strcmp(one.name, name) == 0) *found = one.address;
  if (std::strcmp(name, "cuGetProcAddress") == 0) *found = (void*)cuGetProcAddress_v2;
  if (status) *status = *found ? 0 : 1;
  if (!*found) *found = (void*)missing;
  return SUCCESS;
}
extern "C" int cuGetProcAddress(const char* name, void** found, int version, uint64_t flags) {
  return cuGetProcAddress_v2(name, found, version, flags, nullptr);
}

// For the tests.
extern "C" void test_reset(uint64_t bytes) {
  launches = 0;
  most_in_use = in_use;
  memory = bytes;
}
extern "C" void test_parameters(float* out) { std::memcpy(out, parameters.data(), parameters.size() * sizeof(float)); }

// The random numbers: the order in which an epoch visits `n` samples, and a dropout mask [samples][units].
extern "C" void test_order(uint32_t seed, uint32_t epoch, int32_t n, int32_t* out) {
  gpu::Order order;
  order.start(n, gpu::U(seed), epoch);
  std::vector<gpu::I> index(n);
  order.visit(0, n, index.data());
  for (int32_t i = 0; i < n; i++) out[i] = index[i][0];
}
extern "C" void test_dropout(uint32_t seed, uint32_t stream, uint32_t step, int first, int samples, int units, float share,
                             float* out) {
  std::vector<gpu::V> x(samples * units), y(samples * units), mask(samples * units);
  gpu::dropout_forward(x.data(), y.data(), mask.data(), gpu::V(share), gpu::U(seed), stream, step, first, units, samples);
  for (int i = 0; i < samples * units; i++) out[i] = mask[i][0];
}

extern "C" long test_launches() { return launches; }
extern "C" long test_allocations() { return allocations; }
extern "C" uint64_t test_most_in_use() { return most_in_use; }
extern "C" size_t test_size_of_population() { return sizeof(gpu::Population); }
