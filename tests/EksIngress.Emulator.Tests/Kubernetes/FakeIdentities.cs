using EksIngress.Emulator.Aws;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>Knows the users <c>admin</c>, <c>viewer</c>, <c>editor-of-team</c> and <c>nobody</c> (who may do nothing).</summary>
internal sealed class FakeIdentities : IEksIdentities
{
    public EksIdentity? Authenticate(string clusterName, string token)
    {
        var name = token["k8s-aws-v1.".Length..];
        EksAccessPolicy[]? policies = name switch
        {
            "admin" => [new("AmazonEKSClusterAdminPolicy", [])],
            "viewer" => [new("AmazonEKSViewPolicy", [])],
            "editor-of-team" => [new("AmazonEKSEditPolicy", ["team"])],
            "nobody" => [],
            _ => null,
        };
        return policies is null ? null : new($"user:{name}", $"arn:aws:iam::000000000000:role/{name}", ["everyone"], policies);
    }

    public Uri? FindPodIdentityAgent(string clusterName, string inNamespace, string serviceAccount) => null;
}
