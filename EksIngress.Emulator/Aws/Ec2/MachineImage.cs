namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>An image that an instance has.</summary>
/// <param name="Id"><c>ami-…</c></param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
internal sealed record MachineImage(string Id, string Architecture);
