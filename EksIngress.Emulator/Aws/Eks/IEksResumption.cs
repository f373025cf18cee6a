namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Operations that leave work behind, which goes on when the emulator starts again.</summary>
internal interface IEksResumption
{
    /// <summary>Takes up what an earlier run left half done in a cluster that serves again.</summary>
    void Resume(EksCluster cluster);
}
