#nullable enable
using Amazon.Runtime;

namespace EksIngress.StandIns.Aws;

/// <summary>What all operations of one service share.</summary>
/// <param name="Name">Namespace of the client, by which the SDK names the service in its logs: <c>Amazon.EKS</c>.</param>
/// <param name="ApiVersion">Version of the API's model: <c>2017-11-01</c>.</param>
/// <param name="ExceptionType">Exception of a code that an operation does not model.</param>
internal sealed record AwsService(string Name, string ApiVersion, Type ExceptionType)
{
    /// <summary>
    /// Makes the exception for an error response. The real packages know codes per operation, not per service: an
    /// operation that does not list a code throws the service's base exception, and so do we, or code that catches the
    /// specific type would work here and break there.
    /// </summary>
    internal AmazonServiceException CreateException(AwsError error, Type[] modelled, Exception? innerException)
    {
        var type = modelled.FirstOrDefault(candidate => Matches(candidate, error.Code)) ?? ExceptionType;
        return (AmazonServiceException)Activator.CreateInstance(
            type, error.Message, innerException, error.Type, error.Code, error.RequestId, error.StatusCode)!;
    }

    private static bool Matches(Type exceptionType, string? code)
    {
        if (code is null)
        {
            return false;
        }

        if (Attribute.GetCustomAttribute(exceptionType, typeof(ErrorCodeAttribute)) is ErrorCodeAttribute named)
        {
            return named.Code == code;
        }

        return exceptionType.Name == code || exceptionType.Name == code + "Exception";
    }
}
