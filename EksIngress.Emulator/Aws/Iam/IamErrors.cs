using System.Net;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>IAM's errors, as it words them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html, the errors of each operation.</remarks>
internal static class IamErrors
{
    public static AwsException NoSuchEntity(string message) => new("NoSuchEntity", message, HttpStatusCode.NotFound);

    public static AwsException NoSuchRole(string name) => NoSuchEntity($"The role with name {name} cannot be found.");

    public static AwsException NoSuchUser(string name) => NoSuchEntity($"The user with name {name} cannot be found.");

    public static AwsException NoSuchGroup(string name) => NoSuchEntity($"The group with name {name} cannot be found.");

    public static AwsException NoSuchPolicy(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    public static AwsException AlreadyExists(string message) => new("EntityAlreadyExists", message, HttpStatusCode.Conflict);

    public static AwsException DeleteConflict(string message) => new("DeleteConflict", message, HttpStatusCode.Conflict);

    public static AwsException LimitExceeded(string message) => new("LimitExceeded", message, HttpStatusCode.Conflict);

    public static AwsException InvalidInput(string message) => new("InvalidInput", message);

    public static AwsException Validation(string message) => new("ValidationError", message);

    public static AwsException Malformed(string message) => new("MalformedPolicyDocument", message);
}
