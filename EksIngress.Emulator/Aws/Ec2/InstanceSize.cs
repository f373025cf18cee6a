namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>An instance type.</summary>
/// <param name="Interfaces">Most network interfaces that it takes.</param>
/// <param name="Addresses">Most private IPv4 addresses of each.</param>
internal sealed record InstanceSize(string Name, int Processors, int MemoryMiB, int Interfaces, int Addresses);
