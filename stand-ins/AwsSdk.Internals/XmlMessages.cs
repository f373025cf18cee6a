#nullable enable
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>What the protocols with XML answers share: reading errors.</summary>
internal abstract class XmlMessages(AwsService service, Type[] errors) : XmlResponseUnmarshaller
{
    private protected AwsService Service { get; } = service;

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(context);
        var root = FindErrorDocument(context.Stream);
        // <ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>
        var error = root is null ? null : XmlValues.Child(root, "Error");
        var type = error is not null && Enum.TryParse<ErrorType>(XmlValues.ChildText(error, "Type"), out var parsed)
            ? parsed
            : ErrorType.Unknown;
        var exception = Service.CreateException(
            new AwsError(
                statusCode,
                error is null ? null : XmlValues.ChildText(error, "Code"),
                error is null ? null : XmlValues.ChildText(error, "Message"),
                type,
                root is null ? null : XmlValues.ChildText(root, "RequestId")),
            errors,
            innerException);
        if (error is not null)
        {
            XmlValues.Fill(exception, error);
        }

        return exception;
    }

    // What stands between client and service (a proxy, a gateway) answers HTML or nothing; the status is then all we know.
    private static XElement? FindErrorDocument(Stream stream)
    {
        try
        {
            return XmlValues.Load(stream);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
