namespace EksIngress.Emulator.Aws.Ecr;

/// <summary>ECR's errors, as it words them; all have the status 400.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html, the errors of each operation.</remarks>
internal static class EcrErrors
{
    public static AwsException NoRepository(string name, string registryId) =>
        new("RepositoryNotFoundException", $"The repository with name '{name}' does not exist in the registry with id '{registryId}'");

    public static AwsException Exists(string name, string registryId) =>
        new("RepositoryAlreadyExistsException", $"The repository with name '{name}' already exists in the registry with id '{registryId}'");

    public static AwsException InvalidParameter(string member, string constraint) =>
        new("InvalidParameterException", $"Invalid parameter at '{member}' failed to satisfy constraint: '{constraint}'");

    /// <param name="what">What is refused, with the way out.</param>
    public static AwsException NotEmulated(string what) => new("NotEmulated", $"Not emulated by the service 'ecr': {what}", System.Net.HttpStatusCode.NotImplemented);
}
