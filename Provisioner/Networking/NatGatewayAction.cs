namespace EksIngress.Provisioner.Networking;

internal enum NatGatewayAction
{
    None,
    Create,
    Wait,
}
