import ArgumentParser
print("verify-cli")
