namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a cluster is made of that was there before it runs.</summary>
internal sealed record ClusterParts(ServiceAccountKey Key, ObjectStore Store, LoopbackNetwork Network);
