namespace EksIngress.Model.Naming;

/// <summary>The marks by which an environment knows its own. Nothing without them is touched.</summary>
internal static class Ownership
{
    /// <summary>What all keys of our own begin with.</summary>
    public const string Prefix = "eksingress.dev/";

    /// <summary>Tag on AWS resources and label on Kubernetes objects; its value is the environment's name.</summary>
    public const string EnvironmentKey = "eksingress.dev/environment";

    public const string ManagedByLabel = "app.kubernetes.io/managed-by";

    public const string ManagedBy = "eksingress";

    /// <summary>W3C trace context of the run that applied an object; whoever reconciles the object continues that trace.</summary>
    public const string TraceparentAnnotation = "eksingress.dev/traceparent";

    /// <summary>On a ServiceAccount: name of its IAM role. The provisioner knows the account and adds the role's ARN.</summary>
    public const string RoleNameAnnotation = "eksingress.dev/iam-role-name";

    /// <summary>On a ServiceAccount: what EKS reads.</summary>
    public const string RoleArnAnnotation = "eks.amazonaws.com/role-arn";

    /// <summary>On a pod template: hash of its configuration, so that a change of it rolls the pods.</summary>
    public const string ConfigHashAnnotation = "eksingress.dev/config-hash";

    /// <summary>On an Ingress: domain names of certificates that the provisioner asks ACM for. It adds their ARNs when it applies the Ingress.</summary>
    public const string CertificateRequestsAnnotation = "eksingress.dev/certificate-requests";

    /// <summary>On a pod template: hash of the values of the parameters that the pods' configuration refers to.</summary>
    public const string ParametersHashAnnotation = "eksingress.dev/parameters-hash";
}
