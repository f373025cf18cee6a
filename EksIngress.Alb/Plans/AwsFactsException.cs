namespace EksIngress.Alb.Plans;

/// <summary>A facts document is malformed. The message names the path in it and what is allowed there.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class AwsFactsException(string message) : Exception(message);
