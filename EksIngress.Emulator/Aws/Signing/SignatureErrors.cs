using System.Net;

namespace EksIngress.Emulator.Aws.Signing;

/// <summary>The error code that each protocol has for a refused signature.</summary>
internal static class SignatureErrors
{
    public static AwsException ToAwsException(SignatureException fault, AwsProtocol protocol)
    {
        var (code, status) = protocol switch
        {
            AwsProtocol.Ec2Query => fault.Fault switch
            {
                SignatureFault.OutsideTime or SignatureFault.ExpiredToken => ("RequestExpired", HttpStatusCode.BadRequest),
                _ => ("AuthFailure", HttpStatusCode.Unauthorized),
            },
            AwsProtocol.RestJson => fault.Fault switch
            {
                SignatureFault.Missing => ("MissingAuthenticationTokenException", HttpStatusCode.Forbidden),
                SignatureFault.Incomplete => ("IncompleteSignatureException", HttpStatusCode.BadRequest),
                SignatureFault.UnknownKey => ("UnrecognizedClientException", HttpStatusCode.Forbidden),
                SignatureFault.ExpiredToken => ("ExpiredTokenException", HttpStatusCode.Forbidden),
                _ => ("InvalidSignatureException", HttpStatusCode.Forbidden),
            },
            // The common errors of the services of this protocol all have the status 400:
            // https://docs.aws.amazon.com/acm/latest/APIReference/CommonErrors.html
            AwsProtocol.Json => fault.Fault switch
            {
                SignatureFault.Missing => ("MissingAuthenticationTokenException", HttpStatusCode.BadRequest),
                SignatureFault.Incomplete => ("IncompleteSignatureException", HttpStatusCode.BadRequest),
                SignatureFault.UnknownKey => ("UnrecognizedClientException", HttpStatusCode.BadRequest),
                SignatureFault.ExpiredToken => ("ExpiredTokenException", HttpStatusCode.BadRequest),
                _ => ("InvalidSignatureException", HttpStatusCode.BadRequest),
            },
            _ => fault.Fault switch
            {
                SignatureFault.Missing => ("MissingAuthenticationToken", HttpStatusCode.Forbidden),
                SignatureFault.Incomplete => ("IncompleteSignature", HttpStatusCode.BadRequest),
                SignatureFault.UnknownKey => ("InvalidClientTokenId", HttpStatusCode.Forbidden),
                SignatureFault.ExpiredToken => ("ExpiredToken", HttpStatusCode.Forbidden),
                _ => ("SignatureDoesNotMatch", HttpStatusCode.Forbidden),
            },
        };
        return new AwsException(code, fault.Message, status);
    }
}
