using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>What a project is to the cluster that it runs in.</summary>
public static class EksProjectExtensions
{
    /// <summary>
    /// Gives the project's pods an IAM role of their own with the permissions of a policy document. The trust policy names
    /// the project's ServiceAccount and nothing else; the pods get its temporary credentials. Statements of several calls
    /// are put together.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="policyDocument">IAM policy document: JSON with <c>Version</c> and <c>Statement</c>, at most 6144 characters.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html</remarks>
    public static IResourceBuilder<ProjectResource> WithIamPolicy(
        this IResourceBuilder<ProjectResource> builder, [StringSyntax(StringSyntaxAttribute.Json)] string policyDocument)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(policyDocument);
        EksIamAnnotation.Of(builder.Resource).PolicyDocuments.Add(policyDocument);
        return builder;
    }

    /// <summary>Attaches a policy that exists already to the IAM role of the project's pods, which this makes if need be.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="policyArn">Its ARN, for example <c>arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess</c>.</param>
    public static IResourceBuilder<ProjectResource> WithManagedIamPolicy(this IResourceBuilder<ProjectResource> builder, string policyArn)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(policyArn);
        EksIamAnnotation.Of(builder.Resource).ManagedPolicyArns.Add(policyArn);
        return builder;
    }

    /// <summary>Gives the project's pods an IAM role of this name. Default: a name made of environment, region and project.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="roleName">1 to 64 letters, digits and <c>+=,.@_-</c>.</param>
    public static IResourceBuilder<ProjectResource> WithIamRole(this IResourceBuilder<ProjectResource> builder, string roleName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(roleName);
        EksIamAnnotation.Of(builder.Resource).RoleName = roleName;
        return builder;
    }

    /// <summary>Sets the HTTP paths by which the cluster, and the load balancer in front of it, know the state of a pod.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="readinessPath">Answers 200 when the pod can take requests; null for no probe. Default: <c>/health</c>.</param>
    /// <param name="livenessPath">Answers 200 while the program works; null for no probe. Default: <c>/alive</c>.</param>
    public static IResourceBuilder<ProjectResource> WithEksProbes(
        this IResourceBuilder<ProjectResource> builder, string? readinessPath, string? livenessPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new EksProbesAnnotation(readinessPath, livenessPath), ResourceAnnotationMutationBehavior.Replace);
    }
}
