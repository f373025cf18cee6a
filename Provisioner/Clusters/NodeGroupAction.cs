namespace EksIngress.Provisioner.Clusters;

internal enum NodeGroupAction
{
    None,
    Create,
    Wait,
    Update,
}
