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

    /// <summary>A node group that was changed, and has issues.</summary>
    Degraded,

    /// <summary>DELETE_FAILED, of a node group.</summary>
    DeleteFailed,
}
