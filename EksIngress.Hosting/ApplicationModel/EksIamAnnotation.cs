namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a project's own IAM role is made of. Every call on the project adds to the one annotation.</summary>
internal sealed class EksIamAnnotation : IResourceAnnotation
{
    /// <summary>Name of the role; null for one that is derived.</summary>
    public string? RoleName { get; set; }

    /// <summary>Policy documents as they were given.</summary>
    public List<ReferenceExpression> PolicyDocuments { get; } = [];

    public List<ReferenceExpression> ManagedPolicyArns { get; } = [];

    /// <summary>True for EKS Pod Identity; false for what the environment says.</summary>
    public bool UsesPodIdentity { get; set; }

    public static EksIamAnnotation Of(IResource resource)
    {
        if (!resource.TryGetLastAnnotation<EksIamAnnotation>(out var annotation))
        {
            annotation = new EksIamAnnotation();
            resource.Annotations.Add(annotation);
        }

        return annotation;
    }
}
