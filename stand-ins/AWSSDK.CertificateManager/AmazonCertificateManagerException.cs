using System.Net;
using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class AmazonCertificateManagerException : AmazonServiceException
{
    public AmazonCertificateManagerException(string message) : base(message) { }

    public AmazonCertificateManagerException(string message, Exception innerException) : base(message, innerException) { }

    public AmazonCertificateManagerException(Exception innerException) : base(innerException) { }

    public AmazonCertificateManagerException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public AmazonCertificateManagerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
