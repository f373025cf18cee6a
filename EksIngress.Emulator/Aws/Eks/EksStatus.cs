namespace EksIngress.Emulator.Aws.Eks;

/// <summary>States of clusters and node groups.</summary>
internal enum EksStatus
{
    Creating,
    Active,
    Updating,
    Deleting,

    /// <summary>FAILED for a cluster, CREATE_FAILED for a node group.</summary>
    Failed,
}
