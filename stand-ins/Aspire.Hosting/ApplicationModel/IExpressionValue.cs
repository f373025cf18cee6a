namespace Aspire.Hosting.ApplicationModel;

public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;
