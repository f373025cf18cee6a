namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>States by the codes that the API gives them.</summary>
internal enum InstanceState
{
    Pending = 0,
    Running = 16,
    ShuttingDown = 32,
    Terminated = 48,
}
