namespace EksIngress.Provisioner.Clusters;

internal enum ClusterAction
{
    None,
    Create,
    Wait,
    UpdateEndpoint,
    UpdateAuthentication,
}
