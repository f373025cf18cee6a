namespace EksIngress.Emulator.Aws.Ec2;

internal enum NatGatewayState
{
    Pending,
    Available,
    Failed,
    Deleting,
    Deleted,
}
