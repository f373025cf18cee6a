using System.Text.Json;

namespace EksIngress.Model.Environments;

/// <summary>An IAM role for the pods of one ServiceAccount. Its trust policy follows from the cluster and is not part of this.</summary>
public sealed record IamRoleSpec
{
    /// <summary>Name of the role; null for a name made of environment, region and workload.</summary>
    public string? Name { get; init; }

    /// <summary>IAM policy document that becomes a customer managed policy; null for none.</summary>
    public JsonElement? PolicyDocument { get; init; }

    /// <summary>Policies that exist already, for example <c>arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess</c>.</summary>
    public IReadOnlyList<string> ManagedPolicyArns { get; init; } = [];

    /// <summary>How the pods get its credentials. Default: IRSA.</summary>
    public WorkloadIdentity Identity { get; init; } = WorkloadIdentity.Irsa;
}
