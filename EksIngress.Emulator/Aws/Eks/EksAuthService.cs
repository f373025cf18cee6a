namespace EksIngress.Emulator.Aws.Eks;

/// <summary>EKS Auth: what the pod identity agent calls.</summary>
internal sealed class EksAuthService(PodIdentityAssumption podIdentity) : IAwsService
{
    public string SigningName => "eks-auth";

    public AwsProtocol Protocol => AwsProtocol.RestJson;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public IReadOnlyCollection<AwsOperation> Operations { get; } =
    [
        EksOperation.Create(
            "AssumeRoleForPodIdentity",
            "POST /clusters/{clusterName}/assume-role-for-pod-identity",
            "token",
            call => [new AccessRequest("eks-auth:AssumeRoleForPodIdentity", EksOperation.ClusterArn(call, call.Parameters.Get("clusterName")), ConditionKeys.None)],
            podIdentity.Assume),
    ];
}
